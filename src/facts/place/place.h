/* SPDX-License-Identifier: Apache-2.0
 *
 * place.h - shared by place_kb.c (what is known), place_scan.c (names in text), place.c (which place is meant),
 * place_settle.c (what no weight tells) and place_write.c (places and mentions).
 *
 * A spot is anything that a name can mean, by one number whatever table it comes from.
 */
#ifndef DL_PLACE_H
#define DL_PLACE_H

#include "facts/place/gazetteer.h"
#include "facts/inner.h"

enum { SPOT_COUNTRY = 1u << 28, SPOT_OWN = 2u << 28, SPOT_SOURCE = 3u << 28 };   /* else: gazetteer's places[] */

enum {                       /* what a name of a spot is                                                    */
	PN_ALT = 1, PN_STEM = 2,     /* as in the gazetteer                                                   */
	PN_CAPS = 4,             /* only when written in capitals: "US", "UAE"                                */
	PN_ADJ = 8,              /* "Iraqi"                                                                   */
	PN_PEOPLE = 16,          /* "Iraqis"                                                                  */
	PN_SHORT = 32            /* short form of a region, used behind a town: "Calif.", "La."               */
};

typedef struct { uint32_t spot; uint8_t flags; } place_cand;

typedef struct {
	slice    name;
	int32_t  lat_e5, lon_e5;
	uint32_t geoname, population, adm1;      /* adm1: spot                                                */
	uint32_t in;                             /* spot, for landmarks and parts                             */
	uint16_t country;                        /* gazetteer's countries[], 0 several or none                */
	uint8_t  kind, feature;
} spot;

typedef struct {
	slice name;
	const char *table;           /* "landmarks.tsv", "areas.tsv"                                            */
	int32_t  lat_e5, lon_e5;
	uint32_t in, line;
	uint16_t country;
	uint8_t  kind;
} own_spot;
typedef struct { uint32_t spot, next; uint8_t flags; } own_name;

struct place_kb {
	gazetteer gaz;
	arena *a;
	slice *country_name;                     /* [countries] as news has it: "Turkey", not "Türkiye"       */
	VEC(own_spot) own;                       /* areas, landmarks                                          */
	VEC(own_name) names;                     /* lists of spots that share a name                          */
	strmap by_name;                          /* key -> names[]                                            */
	strmap words;                            /* words that are rarely places, type words, ...: enum word  */
	strmap outlets;                          /* key -> spot + 1                                           */
};

enum place_word {            /* bits of a word in place_words.tsv                                           */
	PW_NOT = 1,              /* as a name alone it is hardly ever a place: "March", "Police"              */
	PW_THE = 2,              /* a place only behind "the": "the Gulf"                                     */
	PW_TYPE1 = 4,            /* type of a first-level region: "province"                                  */
	PW_TYPE2 = 8,            /* of a second-level one: "district", "county"                               */
	PW_TOWN = 16,            /* "city", "village"                                                         */
	PW_SITE = 32,            /* what a street, building or park is called: "Street", "Park"               */
	PW_WATER = 64,           /* "River"                                                                   */
	PW_SIDE = 128,           /* "northern", "downtown"                                                    */
	PW_ORG = 256,            /* makes an organisation's name: "Police", "University"                      */
	PW_TEAM = 512,           /* "Rangers", "United": a team                                               */
	PW_STREET = 1024,        /* "Street", "roads": what is named so is a street, never the town of the name */
	PW_QUARTER = 2048        /* "neighborhood": a part of the town that the text is in                      */
};

#define PLACE_CANDS 24
/* Spots of a name: own tables first, then the gazetteer's, at most PLACE_CANDS. text: as written, for PN_CAPS. */
uint32_t place_lookup(const place_kb *kb, slice text, place_cand out[PLACE_CANDS]);
spot     spot_get(const place_kb *kb, uint32_t id);
const own_spot *own_get(const place_kb *kb, uint32_t id);      /* NULL: it is of the gazetteer                  */
unsigned place_word(const place_kb *kb, slice word);
uint32_t outlet_home(const place_kb *kb, slice outlet, slice url);     /* spot, 0 unknown                    */
int32_t  cos_1024(int32_t lat_e5);                                     /* cosine in 1/1024                   */
/* Has the gazetteer the word at t, and do the labels of the text hold it for a place more often than for a person? */
bool     more_often_place(const finder *f, uint32_t t);
uint32_t distance_km(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2);

/* A name in the text with what it may mean. */
typedef struct {
	dl_span  at;
	uint32_t first, last, sent;              /* tokens                                                    */
	uint32_t n_cands;
	place_cand *cand;
	uint32_t pick;                           /* spot that is meant                                        */
	uint32_t within;                         /* toponym (index + 1) named as containing it, 0             */
	unsigned type;                           /* PW_* of a type word beside it                             */
	uint8_t  form;                           /* as in dl_mention                                          */
	uint8_t  evidence;
	uint8_t  dateline;
	uint8_t  of_outlet;                      /* the outlet's name has it: theparisnews.com                */
	uint8_t  unknown;                        /* no table has it: a street, a building                     */
	uint8_t  masthead;                       /* in the outlet's own name behind a headline                */
	uint8_t  of_home;                        /* it lies in the outlet's own town                          */
	uint8_t  region;                         /* a region: a town that no table has there is told before it  */
	uint32_t inside;                         /* of an unknown one: the spot that it lies in, 0: the text's town */
} toponym;

typedef VEC(toponym) toponyms;
/* "in Milan and Lodi": is the word at t a place's name joined to a place that a preposition leads to? place_scan.c */
bool      joined_to_place(const finder *f, uint32_t t);
dl_status toponyms_scan(finder *f, toponyms *out);           /* place_scan.c                            */
void      toponyms_write(finder *f, const toponyms *top);    /* place_write.c                           */

typedef struct {             /* what the document tells about where it plays                                */
	finder    *f;
	toponyms   top;
	uint16_t  *country;      /* [n_countries] mentions, weighted                                          */
	bool      *noun;         /* [n_countries] named by its own name                                       */
	struct { uint32_t spot, n; } regions[64];
	uint32_t   n_regions;
	struct { int32_t lat, lon; uint32_t pick; } near[64];
	uint32_t   n_near;
	uint32_t   quarters[32], n_quarters;       /* what the text calls a quarter, by the first that it may mean  */
	uint32_t   home;
	spot       home_spot;
} place_scene;

void      places_settle(place_scene *c);                           /* place_settle.c                          */

#endif
