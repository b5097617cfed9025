// SPDX-License-Identifier: Apache-2.0
//
// words.ts - moments and numbers in words. Moments come as "2025-05-12T08:20" or "2025-05-12", and are told as they
// stand: the browser's zone has no say.

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function day(text: string): string {
	return `${Number(text.slice(8, 10))} ${months[Number(text.slice(5, 7)) - 1] ?? "?"} ${text.slice(0, 4)}`;
}

export function moment(text: string | null): string {
	if (!text) return "day unknown";
	const hour = text.slice(11, 16);
	// The last minute of a day stands for the day.
	return hour && hour !== "00:00" && hour !== "23:59" ? `${day(text)}, ${hour}` : day(text);
}

/** A value as the program writes it; one that is a moment or a day is told in words. */
export function value(text: string): string {
	return /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(text) ? moment(text) : text;
}

export function stretch(from: string | null, to: string | null): string {
	const a = moment(from), b = moment(to);
	if (a === b || !to) return a;
	return from && from.slice(0, 10) === to.slice(0, 10) ? `${a} to ${to.slice(11, 16)}` : `${a} to ${b}`;
}

export function many(n: number, one: string): string { return `${n} ${one}${n === 1 ? "" : "s"}`; }

/** As the program names it elsewhere: after the document. */
export function outletName(name: string | null, doc: string): string {
	return name ?? `unnamed outlet ${[...doc].slice(0, 20).join("")}`;
}

/** "killed" and "protesters" to "killed (protesters)". */
export function fieldName(field: string, of: string | null | undefined): string {
	return of ? `${field} (${of})` : field;
}

/** Spans count bytes of UTF-8; strings of the browser count something else. */
export class Bytes {
	private readonly bytes: Uint8Array;
	private readonly decoder = new TextDecoder();
	constructor(text: string) { this.bytes = new TextEncoder().encode(text); }
	get length(): number { return this.bytes.length; }
	cut(start: number, end: number): string { return this.decoder.decode(this.bytes.subarray(start, end)); }
}
