/* SPDX-License-Identifier: Apache-2.0
 *
 * embed.c - libdateline in a program of your own: bytes of one article in, its events out.
 *
 *      cc embed.c $(pkg-config --cflags --libs --static dateline) && ./a.out
 */
#include <dateline.h>

#include <stdio.h>
#include <string.h>

static const char article[] =
	"Three people were killed and 11 injured when a bus overturned near Valencia on Friday, police said.\n";

/* One line an event: its type, the clause that tells it, and every figure with its words. */
static void print_report(const dl_doc *doc, const dl_facts *f, const dl_report *r)
{
	printf("%s: %.*s\n", dl_type_name(r->type), (int)(r->trigger.end - r->trigger.start),
	       doc->text.p + r->trigger.start);
	for (uint32_t i = 0; i < r->n_claims; i++) {
		const dl_claim *c = &f->claims[r->first_claim + i];
		printf("  %-10s \"%.*s\" (bytes %u to %u)\n", dl_field_name(c->field), (int)(c->at.end - c->at.start),
		       doc->text.p + c->at.start, c->at.start, c->at.end);
	}
}

int main(void)
{
	dl_kb *kb = NULL;
	dl_lane *lane = NULL;
	dl_docs *docs = NULL;
	dl_error err = {0};
	dl_facts facts;
	int rc = 1;
	dl_slice bytes = {article, sizeof article - 1};
	dl_read_options opt = {.outlet = {"Example", 7}, .published = {"2025-05-17", 10}};

	if (dl_kb_open(NULL, &kb, &err) != DL_OK) goto out;
	if (dl_lane_new(kb, &lane) != DL_OK) goto out;
	if (dl_read(bytes, &opt, &docs) != DL_OK || dl_docs_count(docs) == 0) goto out;
	const dl_doc *doc = dl_docs_get(docs, 0);
	if (dl_facts_find(lane, doc, &facts) != DL_OK) goto out;
	for (uint32_t i = 1; i < facts.n_reports; i++) print_report(doc, &facts, &facts.reports[i]);
	rc = facts.n_reports < 2;
out:
	if (rc) fprintf(stderr, "embed: %s: %s\n", err.where, err.text);
	dl_docs_free(docs);
	dl_lane_free(lane);
	dl_kb_close(kb);
	return rc;
}
