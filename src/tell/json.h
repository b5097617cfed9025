/* SPDX-License-Identifier: Apache-2.0
 *
 * json.h - shared inside src/tell and src/serve: pieces of JSON that several answers contain.
 */
#ifndef DL_TELL_JSON_H
#define DL_TELL_JSON_H

#include "tell/tell.h"

static inline slice cstr_of(const char *s) { return s ? (slice){s, strlen(s)} : (slice){0}; }
void json_bytes(buf *b, dl_span at);                                 /* [start,end]                           */
void json_span(buf *b, const char *key, dl_span at);                 /* "key":[start,end]                     */
void json_bool(buf *b, const char *key, bool v);
void json_day(buf *b, const char *key, int32_t day);                 /* "2022-08-29" or null                  */
/* Minutes as "2022-08-29T19:00", or as a day alone; null when unknown. */
void json_min(buf *b, const char *key, int64_t min, bool day_only);
void json_u64_hex(buf *b, const char *key, uint64_t v);              /* ids: JSON numbers lose the last bits  */
void json_decimal(buf *b, int64_t v, unsigned decimals);             /* 15 with 1 decimal: 1.5                */
void json_ends(buf *b, dl_span at);                                  /* "start":...,"end":...                 */
/* The passage of a voucher: its claim's, or its report's when it has no claim. */
dl_span voucher_span(const dl_assembly *a, const dl_voucher *v);
/* A member of the value's own form: counts {min,max,approx}, times {from,to,...}, places {name,...}, persons and
 * organisations {name}, groups {group}; a place or a group that only words of the text stand for has those words;
 * else null when the claim has no value. dateline(5) "norm". */
void json_norm(buf *b, const char *key, const dl_facts *f, const dl_claim *c, slice text);
const char *json_grain_name(unsigned grain);
const char *json_basis_name(unsigned basis);
const char *json_place_kind_name(unsigned kind);
const char *json_entity_kind_name(unsigned kind);

#endif
