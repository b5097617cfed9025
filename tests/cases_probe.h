/* SPDX-License-Identifier: Apache-2.0
 *
 * cases_probe.h - what the program finds in a text, as lines of parts split by " | ".
 */
#ifndef CASES_PROBE_H
#define CASES_PROBE_H

#include "base/base.h"

#define SOURCES_MAX 64

typedef struct { slice text, outlet, day, credit, title; } source;      /* a document of a case            */

typedef struct {
	arena   *a;
	dl_lane *lane;
	VEC(slice) found;
	slice    text;               /* of the document looked at                                               */
	const dl_facts *f;
	const dl_doc   *doc;
} probe;

void probe_document(probe *p, slice section, const source *s);
void probe_story(probe *p, const source *src, uint32_t n);      /* accounts and standings of all documents */
void probe_brief(probe *p, const source *src, uint32_t n);      /* the sentences of the brief of each story */

#endif
