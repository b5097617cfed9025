/* SPDX-License-Identifier: Apache-2.0
 *
 * doc_json.c - a document's own fields as JSON; dateline(5) "document".
 */
#include "tell/json.h"

static void key_known(buf *b, const char *key, slice s)
{
	if (s.n) json_key_str(b, key, s);
	else json_key_null(b, key);
}

void tell_doc_json(buf *b, const dl_doc *d, bool text)
{
	static const char *const kinds[] = {"para", "title", "lede", "subhead", "list", "caption", "double", "link",
	                                    "furniture",
	                                    "credit", "byline"};
	buf_putc(b, '{');
	json_key_str(b, "id", d->id);
	key_known(b, "outlet", d->outlet);
	key_known(b, "credit", d->credit);
	key_known(b, "title", d->title);
	key_known(b, "author", d->author);
	key_known(b, "url", d->url);
	key_known(b, "lang", d->lang);
	if (d->published_min != DL_MIN_NONE) json_min(b, "published", d->published_min, false);
	else json_day(b, "published", d->published_day);
	json_u64_hex(b, "hash", d->hash);
	json_key_i64(b, "mended", d->mended);
	json_key(b, "extra");
	if (d->extra.n) buf_put(b, d->extra);
	else buf_puts(b, "null");
	if (text) {
		json_key_str(b, "text", d->text);
		json_key(b, "blocks");
		buf_putc(b, '[');
		for (uint32_t i = 0; i < d->n_blocks; i++) {
			const dl_block *k = &d->blocks[i];
			json_item(b);
			buf_printf(b, "[%u,%u,\"%s\"]", k->at.start, k->at.end,
			           kinds[k->kind < COUNT(kinds) ? k->kind : 0]);
		}
		buf_putc(b, ']');
	}
	buf_putc(b, '}');
}
