// SPDX-License-Identifier: Apache-2.0
//
// explain.ts - "why?": the passages, rules and relations behind an event or a field, in the words of
// `dateline explain`.

import { ask } from "./api.js";
import { h } from "./dom.js";

let box: HTMLDialogElement | null = null;

function dialog(): HTMLDialogElement {
	if (!box) {
		const close = h("button", { type: "button", class: "close" }, "Close");
		box = h("dialog", { class: "why-box", "aria-labelledby": "why-h" },
			h("div", { class: "bar" }, h("h2", { id: "why-h" }, "Why"), close), h("pre", { tabindex: 0 }));
		const it = box;
		close.addEventListener("click", () => it.close());
		it.addEventListener("click", (e) => { if (e.target === it) it.close(); });
		document.body.append(it);
	}
	return box;
}

export function whyButton(id: string, asOf: string | null, words = "why?"): HTMLElement {
	const b = h("button", { type: "button", class: "why", "aria-haspopup": "dialog", "data-id": id }, words);
	b.addEventListener("click", () => {
		const d = dialog(), pre = d.querySelector("pre") as HTMLPreElement;
		pre.textContent = "Reading…";
		d.showModal();
		ask<{ text: string }>("explain", { id, "as-of": asOf }).then((a) => { pre.textContent = a.text; },
			(e: unknown) => { pre.textContent = e instanceof Error ? e.message : String(e); });
	});
	return b;
}
