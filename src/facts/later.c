/* SPDX-License-Identifier: Apache-2.0 */
/* later.c - stages that have no file of their own yet; each goes when its file comes. */
#include "facts/inner.h"
dl_status actor_kb_open(const dl_kb_options *o, arena *a, actor_kb **kb, dl_error *err) { (void)o,(void)a,(void)kb,(void)err; return DL_OK; }
dl_status names_find(finder *f) { (void)f; return DL_OK; }
dl_status actors_find(finder *f) { (void)f; return DL_OK; }
uint32_t entity_of(finder *f, uint32_t t) { (void)f,(void)t; return 0; }
uint32_t person_same(slice a, slice b, char *why, size_t n) { (void)why,(void)n; return slice_eq(a, b) ? 1000 : 0; }
