#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# all
# The path for 64-bit ARM on a machine that is none: it compiles (clang); and where a cross compiler and an emulator
# are at hand (Debian: gcc-aarch64-linux-gnu, qemu-user-static) its kernels give the plain path's bytes, without and
# with the dot-product extension.
set -u
cd "$(dirname "$0")/.."
out=${B:-build}/tests/neon
mkdir -p "$out"
here="-std=c11 -O2 -D_GNU_SOURCE -Wall -Wextra -fwrapv -Iinclude -Isrc"
if command -v clang >/dev/null && [ -d /usr/include/x86_64-linux-gnu ]; then
	# The system's headers of this machine, for what base.h includes; nothing is linked.
	if clang --target=aarch64-linux-gnu -isystem /usr/include/x86_64-linux-gnu -D__x86_64__ $here \
		-S -o "$out/neon.s" src/text/net_neon.c && grep -q smull "$out/neon.s"; then
		echo "ok neon compiles"
	else
		echo "not ok neon compiles"
	fi
else
	echo "skip neon: no clang for another processor"
fi
run=$(command -v qemu-aarch64-static || command -v qemu-aarch64) || run=
if [ "$(uname -m)" = aarch64 ]; then cc=gcc run=; else cc=aarch64-linux-gnu-gcc; fi
if command -v "$cc" >/dev/null && { [ -n "$run" ] || [ "$cc" = gcc ]; }; then
	for march in armv8-a armv8.2-a+dotprod; do
		$cc $here -march=$march -static -o "$out/neon" tests/neon.c && $run "$out/neon" || echo "not ok neon $march"
	done
else
	echo "skip neon: no cross compiler with an emulator, its kernels were not run"
fi
