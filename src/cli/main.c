/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"
#include <stdio.h>
int main(void)
{
	puts("dateline " DL_VERSION);
	return 0;
}
