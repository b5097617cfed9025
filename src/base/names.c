/* SPDX-License-Identifier: Apache-2.0
 *
 * names.c - the words for enum values, as the manual writes them. One table each, in the order of dateline.h.
 */
#include "base/base.h"

static const char *pick(const char *const *table, size_t n, unsigned i) { return i < n ? table[i] : "?"; }

#define NAMES(fn, ...) \
	const char *fn(unsigned i) \
	{ \
		static const char *const table[] = {__VA_ARGS__}; \
		return pick(table, COUNT(table), i); \
	}

NAMES(dl_type_name, "OTHER", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
      "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
NAMES(dl_field_name, "none", "who", "recipient", "when", "where", "killed", "injured", "missing", "arrested",
      "participants", "displaced", "freed", "damage", "weapon", "cause", "claimed_by", "scope", "statement", "starts",
      "ends", "other")
NAMES(dl_standing_name, "single", "agreed", "refined", "revised", "disputed", "scope")
NAMES(dl_modality_name, "told", "negated", "planned", "demanded", "threatened", "feared", "conditional", "alleged",
      "denied", "attempted")
NAMES(dl_relation_name, "same", "narrower", "wider", "overlap", "apart", "not comparable")
NAMES(dl_informant_name, "none", "official", "police", "army", "medics", "ministry", "party", "witness", "reporter",
      "media", "agency", "social media", "court", "aid group", "monitor", "fighters", "expert", "family", "company",
      "person")
NAMES(dl_ground_name, "clause", "nearest", "dateline", "police")
NAMES(dl_bond_name, "none", "follows", "caused by", "part of")
NAMES(dl_upos_name, "X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
      "PUNCT", "SCONJ", "SYM", "VERB")
NAMES(dl_xpos_name, "_", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNS", "NNP", "NNPS",
      "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
      "WDT", "WP", "WP$", "WRB", "PUNCT", "OTHER")
NAMES(dl_rel_name, "_", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux",
	  "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj",
	  "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith",
	  "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer",
	  "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct",
	  "reparandum", "vocative", "xcomp")
NAMES(dl_name_name, "O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
static NAMES(dl_status_name_of, "ok", "bad input", "limit exceeded", "out of memory", "input/output error", "busy",
      "written by a newer version", "missing", "wrong usage")

const char *dl_status_name(dl_status st) { return dl_status_name_of((unsigned)st); }
