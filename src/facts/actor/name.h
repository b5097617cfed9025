/* SPDX-License-Identifier: Apache-2.0
 *
 * name.h - shared by name.c (names by tables and labels), name_shape.c (by capitals) and name_again.c (met again).
 */
#ifndef DL_NAME_H
#define DL_NAME_H

#include "facts/actor/actor.h"

#define NAME_WORDS 8         /* the longest known name: "Islamic State of Iraq and the Levant" has 7             */

/* name.c */
slice    name_text(const finder *f, uint32_t first, uint32_t last);
bool     name_capital(const finder *f, uint32_t t);
bool     name_is_weekday(slice s);
bool     name_may_hold(const finder *f, uint32_t t);     /* a capital, and no verb, article or pronoun          */
bool     name_only_place(const finder *f, uint32_t first, uint32_t last);
bool     name_scanned(unsigned block);                   /* is it read for names: no furniture, byline, credit  */
/* A mention of these tokens; returns the last. */
uint32_t name_add(finder *f, uint32_t first, uint32_t last, unsigned kind, uint16_t rule);

/* name_shape.c: rules, each the last token of the name that begins at t, 0 none */
uint32_t name_of_places(finder *f, uint32_t t);
uint32_t name_bare(finder *f, uint32_t t);
uint32_t name_spelt_out(finder *f, uint32_t t);
uint32_t name_inner_capital(finder *f, uint32_t t);
uint32_t name_handle(finder *f, uint32_t t);
uint32_t name_signed(finder *f, uint32_t t);
bool     name_is_calendar(const finder *f, slice s);

/* name_again.c */
void     names_repeated(finder *f);

#endif
