/* SPDX-License-Identifier: Apache-2.0
 *
 * decision.c - what people decided: merge, split, set aside, type a value, undo. Appended, never changed.
 *
 *      decision   3   2026-11-21T15:40   "merge stories"   anna   "one fire"    undoes 0
 *      anchor     3   document a's sign
 *      anchor     3   document d's sign
 *      decision   4   2026-11-21T16:02   "undo"            ben    "two fires"   undoes 3
 *
 * In force is what no decision in force undoes; an undo can be undone. Anchors name documents, reports and claims by
 * what they are (story.h), so that they are found again in any store with these documents, however often it is
 * rebuilt. A merge of stories is also a bond: parts.c keeps the documents in one part, whatever their keys say.
 *
 * A decision carries a seal, the hash of its row and anchors. One that is not as it was made is not in force, and check
 * and log say so.
 */
#include "store/inner.h"

static const char *const KINDS[] = {
	[DECIDE_MERGE_STORIES] = "merge stories", [DECIDE_SPLIT_STORY] = "split story",
	[DECIDE_MERGE_EVENTS] = "merge events", [DECIDE_SPLIT_EVENT] = "split event", [DECIDE_ASIDE] = "set aside",
	[DECIDE_TYPED] = "typed",
};

static uint8_t kind_of(slice name)
{
	for (uint8_t k = 1; k < COUNT(KINDS); k++)
		if (slice_eq(name, (slice){KINDS[k], strlen(KINDS[k])})) return k;
	return DECIDE_NONE;
}

/* ---------------------------------------------------------------- reading */
static const store_decision *numbered(const store_decision *v, uint32_t n, uint32_t number)
{
	for (uint32_t i = 0; i < n; i++)
		if (v[i].number == number) return &v[i];
	return NULL;
}

/* The hash of all that was stored of a decision. */
static dl_status decision_hash(dl_store *st, uint32_t number, uint64_t *hash, dl_error *err)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, "SELECT at, undoes, kind, who, why, what, value FROM decision WHERE n = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, number);
	if ((rc = store_row(st, s, &row, err)) != DL_OK || !row) return rc;
	uint64_t h = hash_mix((uint64_t)sqlite3_column_int64(s, 0), (uint64_t)sqlite3_column_int64(s, 1));
	for (int i = 2; i < 7; i++) {
		slice v = column_slice(s, i);
		h = hash_mix(h, hash64(v.p, v.n, (uint64_t)i));
	}
	sqlite3_reset(s);
	if (!(s = store_q(st, "SELECT a, b FROM anchor WHERE n = ? ORDER BY a, b", err))) return err->code;
	sqlite3_bind_int64(s, 1, number);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row)
		h = hash_mix(hash_mix(h, (uint64_t)sqlite3_column_int64(s, 0)), (uint64_t)sqlite3_column_int64(s, 1));
	*hash = h;
	return rc;
}

/* Is it as it was made? Those of an older program have no seal. */
static dl_status decision_whole(dl_store *st, uint32_t number, bool *whole, dl_error *err)
{
	uint64_t hash = 0;
	int64_t seal = 0;
	dl_status rc = store_int(st, err, &seal, "SELECT seal FROM decision WHERE n = ? AND seal IS NOT NULL", 1,
	                         (int64_t)number);
	*whole = true;
	if (rc == DL_MISSING) return DL_OK;
	if (rc == DL_OK) rc = decision_hash(st, number, &hash, err);
	*whole = rc == DL_OK && (uint64_t)seal == hash;
	return rc;
}

static dl_status decisions_check(dl_store *st, store_decision *v, uint32_t n, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		rc = decision_whole(st, v[i].number, &v[i].in_force, err);
		v[i].damaged = !v[i].in_force;
	}
	return rc;
}

dl_status dl_store_decisions(dl_store *st, arena *a, store_decision **rows, uint32_t *n, dl_error *err)
{
	bool row;
	dl_status rc;
	VEC(store_decision) v = {0};
	*rows = NULL, *n = 0;
	sqlite3_stmt *s = store_q(st, "SELECT n, at, kind, who, why, what, undoes, value FROM decision ORDER BY n", err);
	if (!s) return err->code;
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		store_decision *d = VEC_PUSH(a, &v);
		if (!d) return sqlite3_reset(s), store_nomem(err);
		*d = (store_decision){.number = (uint32_t)sqlite3_column_int64(s, 0), .at_min = sqlite3_column_int64(s, 1),
		    .kind = arena_copy(a, column_slice(s, 2)), .who = arena_copy(a, column_slice(s, 3)),
		    .why = arena_copy(a, column_slice(s, 4)), .what = arena_copy(a, column_slice(s, 5)),
		    .undoes = (uint32_t)sqlite3_column_int64(s, 6), .value = arena_copy(a, column_slice(s, 7))};
	}
	if (rc == DL_OK) rc = decisions_check(st, v.v, v.n, err);
	/* Whoever undoes comes later: from the last to the first, each is settled before what it undoes. */
	for (uint32_t i = v.n; i-- > 0;) {
		store_decision *u = (store_decision *)numbered(v.v, i, v.v[i].undoes);
		if (u && v.v[i].in_force) u->in_force = false;
	}
	*rows = v.v, *n = v.n;
	return rc == DL_OK && arena_ran_out(a) ? store_nomem(err) : rc;
}

typedef VEC(story_decision) anchors;

/* DL_F_NONE: no field is called so. */
static uint8_t field_called(slice name)
{
	for (uint8_t k = 1; k < DL_FIELD_N; k++)
		if (slice_eq(name, (slice){dl_field_name(k), strlen(dl_field_name(k))})) return k;
	return DL_F_NONE;
}

/* The column `value` of a decision: "killed 31". */
static void typed_of(slice column, story_decision *x)
{
	size_t gap;
	if (!slice_find(column, S(" "), &gap)) return;
	x->field = field_called(slice_sub(column, 0, gap));
	x->value = slice_sub(column, gap + 1, column.n);
}

static dl_status anchors_load(dl_store *st, arena *a, const store_decision *d, anchors *out, dl_error *err)
{
	bool row;
	dl_status rc;
	slice rule = arena_printf(a, "%s by %.*s: %.*s (decision %u)", d->kind.p, PRS(d->who), PRS(d->why), d->number);
	sqlite3_stmt *s = store_q(st, "SELECT a, b FROM anchor WHERE n = ? ORDER BY b, a", err);
	if (!s || !rule.p) return s ? store_nomem(err) : err->code;
	sqlite3_bind_int64(s, 1, d->number);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		story_decision *x = VEC_PUSH(a, out);
		if (!x) return sqlite3_reset(s), store_nomem(err);
		*x = (story_decision){(uint64_t)sqlite3_column_int64(s, 1), (uint64_t)sqlite3_column_int64(s, 0), d->number,
		                      kind_of(d->kind), 0, d->at_min, {0}, rule};
		if (x->kind == DECIDE_TYPED) typed_of(d->value, x);
	}
	return rc;
}

dl_status decisions_load(dl_store *st, arena *a, story_decisions *out, dl_error *err)
{
	store_decision *rows;
	uint32_t n;
	anchors v = {0};
	dl_status rc = dl_store_decisions(st, a, &rows, &n, err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++)
		if (rows[i].in_force && kind_of(rows[i].kind)) rc = anchors_load(st, a, &rows[i], &v, err);
	*out = (story_decisions){v.v, v.n};
	return rc;
}

dl_status dl_store_decision_docs(dl_store *st, arena *a, uint32_t number, uint64_t **docs, uint32_t *n, dl_error *err)
{
	bool row;
	dl_status rc;
	VEC(uint64_t) v = {0};
	sqlite3_stmt *s = store_q(st, "SELECT DISTINCT b FROM anchor WHERE n = ? ORDER BY b", err);
	*docs = NULL, *n = 0;
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, number);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		uint64_t *d = VEC_PUSH(a, &v);
		if (!d) return sqlite3_reset(s), store_nomem(err);
		*d = (uint64_t)sqlite3_column_int64(s, 0);
	}
	*docs = v.v, *n = v.n;
	return rc;
}

/* ---------------------------------------------------------------- writing */
/* value: what was typed, else empty; undoes: number of a decision, 0 none. */
static dl_status decision_put(dl_store *st, const char *kind, const store_by *by, slice what, slice value,
                              uint32_t undoes, uint32_t *number, dl_error *err)
{
	sqlite3_stmt *s =
		store_q(st, "INSERT INTO decision(at, kind, who, why, what, value, undoes) VALUES(?,?,?,?,?,?,?)", err);
	if (!s || !what.p || !value.p) return s ? store_nomem(err) : err->code;
	sqlite3_bind_int64(s, 1, by->at_min);
	bind_slice(s, 2, (slice){kind, strlen(kind)});
	bind_slice(s, 3, by->who), bind_slice(s, 4, by->why), bind_slice(s, 5, what);
	bind_slice(s, 6, value);
	sqlite3_bind_int64(s, 7, undoes);
	dl_status rc = store_do(st, s, err);
	if (rc == DL_OK) *number = (uint32_t)sqlite3_last_insert_rowid(st->db);
	return rc;
}

/* Ends the transaction in which a decision was made. */
static dl_status decision_end(dl_store *st, dl_status rc, const uint32_t *number, dl_error *err)
{
	uint64_t hash = 0;
	if (rc == DL_OK) rc = decision_hash(st, *number, &hash, err);
	if (rc == DL_OK)
		rc = store_exec(st, err, "UPDATE decision SET seal = ? WHERE n = ?", 2, (int64_t)hash, (int64_t)*number);
	return store_end(st, rc, err);
}

static dl_status anchor_put(dl_store *st, uint32_t number, uint64_t what, uint64_t doc, dl_error *err)
{
	return store_exec(st, err, "INSERT OR IGNORE INTO anchor(n, a, b) VALUES(?,?,?)", 3, (int64_t)number, (int64_t)what,
	                  (int64_t)doc);
}

/* What rests on the documents that a decision names is told anew; their parts are made anew when asked. */
static dl_status decision_felt(dl_store *st, uint32_t number, bool joins, dl_error *err)
{
	ids docs = {0}, none = {0};
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	dl_status rc = store_exec(st, err, "UPDATE part SET fresh = 0 WHERE id IN (SELECT p.part FROM place p JOIN anchor x"
	                                   " ON p.sign = x.b WHERE x.n = ?)", 1, (int64_t)number);
	if (rc == DL_OK && joins)
		rc = ids_of(st, a, &docs, err, "SELECT p.doc FROM place p JOIN anchor x ON p.sign = x.b WHERE x.n = ?", number);
	if (rc == DL_OK && docs.n) rc = parts_join(st, a, &docs, &none, err);
	arena_free(a);
	return rc;
}

/* ---------------------------------------------------------------- what an id names */
static dl_status resolve(dl_store *st, slice text, named *out, dl_error *err)
{
	dl_status rc = id_named(st, text, out, err);
	if (rc != DL_OK || !out->lost) return rc;
	return error_set(err, DL_MISSING, st->path, 0, "the event %.*s is told otherwise by now: see dateline explain "
	                 "%016llx", PRS(text), (unsigned long long)out->story);
}

static const dl_event *event_in(const dl_assembly *as, uint64_t id)
{
	for (uint32_t i = 1; i < as->n_events; i++)
		if (as->events[i].id == id) return &as->events[i];
	return NULL;
}

static dl_status assembled(dl_store *st, dl_lane *lane, uint64_t story, dl_assembly *as, dl_error *err)
{
	uint32_t at;
	dl_lane_reset(lane);
	return dl_store_assemble(st, lane, story, DL_MIN_NONE, as, &at, err);
}

/* An event is anchored at all its reports: whichever of them are told later, it is found. */
static dl_status anchor_event(dl_store *st, const dl_assembly *as, const dl_event *e, uint32_t number, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < e->n_tellings && rc == DL_OK; i++) {
		const dl_telling *t = &as->tellings[e->first_telling + i];
		rc = anchor_put(st, number, story_report_id(as->docs[t->doc], as->facts[t->doc], t->report),
		                doc_id(as->docs[t->doc]), err);
	}
	return rc;
}

static dl_status anchor_story(dl_store *st, uint64_t story, uint32_t number, dl_error *err)
{
	return store_exec(st, err, "INSERT OR IGNORE INTO anchor(n, a, b) SELECT ?, 0, sign FROM place WHERE story = ?", 2,
	                  (int64_t)number, (int64_t)story);
}

/* ---------------------------------------------------------------- the four */
static dl_status merge_in(dl_store *st, dl_lane *lane, const slice id[2], const store_by *by, uint32_t *number,
                          dl_error *err)
{
	named x, y;
	dl_assembly as;
	dl_status rc = resolve(st, id[0], &x, err);
	if (rc == DL_OK) rc = resolve(st, id[1], &y, err);
	if (rc != DL_OK) return rc;
	if (x.event != y.event) return error_set(err, DL_USAGE, "", 0, "a story and an event cannot be merged");
	if (x.id == y.id) return error_set(err, DL_USAGE, "", 0, "%.*s and %.*s are one already", PRS(id[0]), PRS(id[1]));
	if (x.event && x.story != y.story)
		return error_set(err, DL_USAGE, "", 0, "the two events are told in two stories: merge those first");
	slice what = arena_printf(lane->w.tmp, "%016llx %016llx", (unsigned long long)x.id, (unsigned long long)y.id);
	rc = decision_put(st, KINDS[x.event ? DECIDE_MERGE_EVENTS : DECIDE_MERGE_STORIES], by, what, S(""), 0, number, err);
	if (rc == DL_OK && !x.event) {
		rc = anchor_story(st, x.id, *number, err);
		if (rc == DL_OK) rc = anchor_story(st, y.id, *number, err);
		return rc == DL_OK ? decision_felt(st, *number, true, err) : rc;
	}
	if (rc == DL_OK) rc = assembled(st, lane, x.story, &as, err);
	const dl_event *e[2] = {rc == DL_OK ? event_in(&as, x.id) : NULL, rc == DL_OK ? event_in(&as, y.id) : NULL};
	if (rc == DL_OK && (!e[0] || !e[1])) rc = error_set(err, DL_MISSING, st->path, 0, "has no such event any more");
	for (int i = 0; i < 2 && rc == DL_OK; i++) rc = anchor_event(st, &as, e[i], *number, err);
	return rc == DL_OK ? decision_felt(st, *number, false, err) : rc;
}

dl_status dl_store_merge(dl_store *st, dl_lane *lane, const slice id[2], const store_by *by, uint32_t *number,
                         dl_error *err)
{
	dl_status rc = store_begin(st, err);
	return rc == DL_OK ? decision_end(st, merge_in(st, lane, id, by, number, err), number, err) : rc;
}

static bool doc_called(const dl_doc *d, slice name)
{
	uint64_t low, high;
	return slice_eq(d->id, name) || (name.n == 16 && hex_range(name, &low, &high) && d->hash == low);
}

/* Anchors of the documents' tellings of one event, or of the documents themselves. Each of them must be there. */
static dl_status split_docs(dl_store *st, const dl_assembly *as, const named *x, const slice *docs, uint32_t n,
                            uint32_t number, dl_error *err)
{
	const dl_event *e = x->event ? event_in(as, x->id) : NULL;
	dl_status rc = DL_OK;
	uint32_t left = 0, all = 0;
	arena *a = arena_new(0);
	bool *there = a ? ARENA_ARRAY(a, bool, n) : NULL;
	if (!there) rc = store_nomem(err);
	for (uint32_t i = 0; rc == DL_OK && i < (e ? e->n_tellings : as->n_docs); i++) {
		uint32_t d = e ? as->tellings[e->first_telling + i].doc : i;
		bool goes = false;
		if (!e && as->stories[as->places[d].story].id != x->id) continue;
		for (uint32_t k = 0; k < n; k++)
			if (doc_called(as->docs[d], docs[k])) goes = there[k] = true;
		all++, left += goes;
		uint32_t report = e ? as->tellings[e->first_telling + i].report : 0;
		uint64_t what = e ? story_report_id(as->docs[d], as->facts[d], report) : 0;
		if (goes) rc = anchor_put(st, number, what, doc_id(as->docs[d]), err);
	}
	for (uint32_t k = 0; k < n && rc == DL_OK; k++)
		if (!there[k])
			rc = error_set(err, DL_MISSING, st->path, 0, "the %s %016llx has no document %.*s",
			               x->event ? "event" : "story", (unsigned long long)x->id, PRS(docs[k]));
	arena_free(a);
	if (rc != DL_OK) return rc;
	return left < all ? DL_OK : error_set(err, DL_USAGE, "", 0, "all of it would go: there is nothing to split");
}

/* "f014add7bee2d3e1 mp-1 mp-2": what leaves what. */
static slice split_words(arena *a, const named *x, const slice *docs, uint32_t n)
{
	buf b = {0};
	buf_printf(&b, "%016llx", (unsigned long long)x->id);
	for (uint32_t i = 0; i < n; i++) buf_printf(&b, " %.*s", PRS(docs[i]));
	slice words = b.failed ? (slice){0} : arena_copy(a, buf_slice(&b));
	buf_free(&b);
	return words;
}

static dl_status split_in(dl_store *st, dl_lane *lane, const slice *words, uint32_t n, const store_by *by,
                          uint32_t *number, dl_error *err)
{
	named x;
	dl_assembly as;
	dl_status rc = resolve(st, words[0], &x, err);
	if (rc == DL_OK) rc = assembled(st, lane, x.story, &as, err);
	if (rc != DL_OK) return rc;
	slice what = split_words(lane->w.tmp, &x, words + 1, n - 1);
	rc = decision_put(st, KINDS[x.event ? DECIDE_SPLIT_EVENT : DECIDE_SPLIT_STORY], by, what, S(""), 0, number, err);
	if (rc == DL_OK) rc = split_docs(st, &as, &x, words + 1, n - 1, *number, err);
	return rc == DL_OK ? decision_felt(st, *number, false, err) : rc;
}

dl_status dl_store_split(dl_store *st, dl_lane *lane, const slice *words, uint32_t n, const store_by *by,
                         uint32_t *number, dl_error *err)
{
	dl_status rc = store_begin(st, err);
	return rc == DL_OK ? decision_end(st, split_in(st, lane, words, n, by, number, err), number, err) : rc;
}

/* "9c41.2.1": the account's claims. */
static dl_status aside_in(dl_store *st, dl_lane *lane, slice account, const store_by *by, uint32_t *number,
                          dl_error *err)
{
	named x;
	dl_assembly as;
	size_t dot, second;
	int64_t field = 0, at = 0;
	slice rest = {0};
	if (slice_find(account, S("."), &dot)) rest = slice_sub(account, dot + 1, account.n);
	if (!slice_find(rest, S("."), &second) || !slice_i64(slice_sub(rest, 0, second), &field)
	    || !slice_i64(slice_sub(rest, second + 1, rest.n), &at))
		return error_set(err, DL_USAGE, "", 0, "\"%.*s\" is no account: EVENT.FIELD.ACCOUNT is wanted", PRS(account));
	dl_status rc = resolve(st, slice_sub(account, 0, dot), &x, err);
	/* Its fields are counted otherwise there: another account may have this number. */
	if (rc == DL_OK && x.went && x.event)
		return error_set(err, DL_MISSING, st->path, 0, "the event of %.*s went into %016llx: see dateline explain "
		                 "there", PRS(account), (unsigned long long)x.id);
	if (rc == DL_OK) rc = assembled(st, lane, x.story, &as, err);
	if (rc != DL_OK) return rc;
	const dl_event *e = x.event ? event_in(&as, x.id) : NULL;
	const dl_field *f = e && field >= 1 && field <= e->n_fields ? &as.fields[e->first_field + field - 1] : NULL;
	if (!f || at < 1 || at > f->n_accounts)
		return error_set(err, DL_MISSING, st->path, 0, "has no account %.*s", PRS(account));
	const dl_account *k = &as.accounts[f->first_account + at - 1];
	if (!k->n_vouchers)
		return error_set(err, DL_USAGE, "", 0, "%.*s was typed by people: undo takes it back", PRS(account));
	slice what = arena_printf(lane->w.tmp, "%016llx.%lld.%lld %.*s", (unsigned long long)x.id, (long long)field,
	                          (long long)at, PRS(k->value));
	rc = decision_put(st, KINDS[DECIDE_ASIDE], by, what, S(""), 0, number, err);
	for (uint32_t i = 0; i < k->n_vouchers && rc == DL_OK; i++) {
		const dl_voucher *v = &as.vouchers[k->first_voucher + i];
		const dl_doc *d = as.docs[v->doc];
		if (v->claim) rc = anchor_put(st, *number, story_claim_id(d, as.facts[v->doc], v->claim), doc_id(d), err);
	}
	return rc == DL_OK ? decision_felt(st, *number, false, err) : rc;
}

dl_status dl_store_set_aside(dl_store *st, dl_lane *lane, slice account, const store_by *by, uint32_t *number,
                             dl_error *err)
{
	dl_status rc = store_begin(st, err);
	return rc == DL_OK ? decision_end(st, aside_in(st, lane, account, by, number, err), number, err) : rc;
}

/* "9c41", "killed", "31": the desk's own account. */
static dl_status type_in(dl_store *st, dl_lane *lane, const slice words[3], const store_by *by, uint32_t *number,
                         dl_error *err)
{
	named x;
	dl_assembly as;
	slice value = slice_trim(words[2]);
	uint8_t field = field_called(words[1]);
	if (!field)
		return error_set(err, DL_USAGE, "", 0, "\"%.*s\" is no field: killed, injured, when, where ...", PRS(words[1]));
	if (!typed_fits(field, value))
		return error_set(err, DL_USAGE, "", 0, "\"%.*s\" is no value of %s: %s", PRS(value), dl_field_name(field),
		                 typed_form(field));
	dl_status rc = resolve(st, words[0], &x, err);
	if (rc == DL_OK && !x.event)
		return error_set(err, DL_USAGE, "", 0, "%.*s is a story: an event is wanted", PRS(words[0]));
	if (rc == DL_OK) rc = assembled(st, lane, x.story, &as, err);
	if (rc != DL_OK) return rc;
	const dl_event *e = event_in(&as, x.id);
	if (!e) return error_set(err, DL_MISSING, st->path, 0, "has no such event any more");
	slice told = arena_printf(lane->w.tmp, "%s %.*s", dl_field_name(field), PRS(value));
	slice what = arena_printf(lane->w.tmp, "%016llx %.*s", (unsigned long long)x.id, PRS(told));
	rc = decision_put(st, KINDS[DECIDE_TYPED], by, what, told, 0, number, err);
	if (rc == DL_OK) rc = anchor_event(st, &as, e, *number, err);
	return rc == DL_OK ? decision_felt(st, *number, false, err) : rc;
}

dl_status dl_store_type(dl_store *st, dl_lane *lane, const slice words[3], const store_by *by, uint32_t *number,
                        dl_error *err)
{
	dl_status rc = store_begin(st, err);
	return rc == DL_OK ? decision_end(st, type_in(st, lane, words, by, number, err), number, err) : rc;
}

/* The decision at the end of the chain of undoes: what is felt again. */
static uint32_t undone_last(const store_decision *v, uint32_t n, uint32_t number)
{
	const store_decision *d = numbered(v, n, number);
	while (d && d->undoes) number = d->undoes, d = numbered(v, n, number);
	return number;
}

static dl_status undo_in(dl_store *st, arena *a, uint32_t which, const store_by *by, uint32_t *number, dl_error *err)
{
	store_decision *v;
	uint32_t n;
	dl_status rc = dl_store_decisions(st, a, &v, &n, err);
	const store_decision *d = rc == DL_OK ? numbered(v, n, which) : NULL;
	if (rc != DL_OK) return rc;
	if (!d) return error_set(err, DL_MISSING, st->path, 0, "has no decision %u", which);
	if (!d->in_force) return error_set(err, DL_USAGE, "", 0, "decision %u is undone already", which);
	slice what = arena_printf(a, "%u", which);
	rc = decision_put(st, "undo", by, what, S(""), which, number, err);
	uint32_t felt = undone_last(v, n, which);
	bool joins = kind_of(numbered(v, n, felt)->kind) == DECIDE_MERGE_STORIES;
	return rc == DL_OK ? decision_felt(st, felt, joins, err) : rc;
}

dl_status dl_store_undo(dl_store *st, uint32_t which, const store_by *by, uint32_t *number, dl_error *err)
{
	arena *a = arena_new(0);
	dl_status rc = a ? store_begin(st, err) : store_nomem(err);
	if (a && rc == DL_OK) rc = decision_end(st, undo_in(st, a, which, by, number, err), number, err);
	arena_free(a);
	return rc;
}
