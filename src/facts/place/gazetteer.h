/* SPDX-License-Identifier: Apache-2.0
 *
 * gazetteer.h - the compiled gazetteer, as places see it: names to candidate places, places to what is known of
 * them. Read-only, used in place. The file is drawn in tools/mk_places.py.
 */
#ifndef DL_GAZETTEER_H
#define DL_GAZETTEER_H

#include "base/base.h"

/* A place or a country as it lies in the file. */
typedef struct {
	uint32_t geoname;
	int32_t  lat_e5, lon_e5;
	uint32_t population;
	uint32_t name;           /* into strings                                                            */
	uint32_t adm1;           /* place; a first-level region names itself                                */
	uint16_t adm2_low;       /* place, low 16 bits                                                      */
	uint8_t  adm2_high, kind;    /* kind: dl_place_kind                                             */
	uint16_t country;        /* countries[]                                                             */
	uint8_t  feature;        /* 9 capital, 8 seat of a first-level region ... 3 populated place         */
	uint8_t  pad;
} gaz_place;

typedef struct { char a3[4], a2[4]; uint32_t capital, pad; } gaz_code;

enum { GAZ_ALT = 1, GAZ_STEM = 2 };            /* another name of the place; a region without its type word  */

typedef struct {
	file_map map;            /* when it was opened from a file                                          */
	slice    bytes;
	const gaz_place *places;     uint32_t n_places;
	const gaz_place *countries;  uint32_t n_countries;
	const gaz_code  *codes;
	slice strings, keys;
	const uint32_t *slots;       uint32_t n_slots;
} gazetteer;

/* Where a name's candidates lie, most important first; n 0: nothing has that name. */
typedef struct { const unsigned char *at; uint32_t n; } gaz_hits;

/* Use bytes as a gazetteer. Every offset and index is checked, so that no later lookup can leave the bytes;
 * checksum: also that no bit has changed (25 ms; done for files, not for the one built in). DL_BAD, DL_NEWER. */
dl_status gazetteer_open(slice bytes, bool checksum, gazetteer *g, dl_error *err);
/* From a file (path), or the one built in (NULL). */
dl_status gazetteer_load(const char *path, gazetteer *g, dl_error *err);
void      gazetteer_close(gazetteer *g);

#define PLACE_KEY_MAX 64
/* Key of a name into to[PLACE_KEY_MAX]; returns its length, 0 when it has none (too long, not Latin letters). */
size_t place_key(slice name, char *to);

gaz_hits gazetteer_find(const gazetteer *g, slice key);
uint32_t gaz_hit(gaz_hits h, uint32_t i, unsigned *flags);     /* place of the i-th candidate                  */
slice    gaz_name(const gazetteer *g, const gaz_place *p);
static inline uint32_t gaz_adm2(const gaz_place *p) { return (uint32_t)p->adm2_high << 16 | p->adm2_low; }
uint32_t gaz_country(const gazetteer *g, slice code);          /* by alpha-2 or alpha-3, 0 none               */

#endif
