# SPDX-License-Identifier: Apache-2.0
# The house style, as far as a machine can judge it.
if tools/lint; then echo "ok lint"; else echo "not ok lint"; fi
