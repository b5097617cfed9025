/* SPDX-License-Identifier: Apache-2.0
 *
 * learner.h - an averaged perceptron while it learns: feature -> chain of (class, weight, sum over time).
 */
#ifndef DL_TRAIN_LEARNER_H
#define DL_TRAIN_LEARNER_H

#include "text/perceptron.h"

typedef struct { uint32_t next; uint16_t class; int32_t w; uint32_t last; int64_t sum; } entry;

typedef struct {
	uint64_t *key;           /* [cap] feature, 0 empty                                                       */
	uint32_t *first;         /* [cap] its first entry                                                        */
	uint64_t  cap, n_keys;
	entry    *entries;
	uint32_t  n_entries, cap_entries;
	uint32_t  now;           /* examples seen                                                                */
	uint16_t  classes[CLASSES_MAX];
	uint32_t  n_classes;
} learner;

void     learner_init(learner *l);
void     learner_free(learner *l);
uint32_t learner_class(learner *l, unsigned value);            /* index, added when new                  */
void     learner_score(const learner *l, const uint64_t *f, uint32_t n, int32_t *sum);
void     learner_update(learner *l, const uint64_t *f, uint32_t n, uint32_t right, uint32_t wrong);
void     learner_average(learner *l);                          /* w becomes 256 * the mean over time     */
/* The section of the model file: at most 85% of `slots` features, those of the largest weights. */
void     learner_section(const learner *l, uint32_t slots, buf *out);

#endif
