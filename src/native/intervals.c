/* The countdown to the next sampled byte, and the interval that it is drawn from. */
#include "intervals.h"

/*
 * Points on the axis of all bytes asked for, with gaps that are uniform in half to one and a half intervals (so that no rhythm of
 * the program's own falls in with them); a block with a point in it is sampled. In the long run a block of s bytes has a point in
 * it with a chance that follows from the gaps alone (em_interval_weight), whatever the program does.
 *
 * What a sample costs is paid from a stock that refills at a steady rate, so that the cost is bounded for every program, while one
 * that allocates little is seen in full.
 */
#define STOCK 160000.0 /* samples at once: about 20 ms of work */
#define RATE 40000.0   /* samples a second: less than 1 % of the time */
#define STEP 64       /* samples between two looks at the interval */
#define EMPTY_IN 0.1   /* seconds in which what is left of the stock may be spent */
#define LONGEST (1u << 24)

int64_t em_countdown = INT64_MAX;

static uint64_t interval = 1, seed = 0x9E3779B97F4A7C15u;
static double stock, spent;
static uint64_t refilled, looked;
static uint32_t steps;

uint64_t em_interval_random(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

uint64_t em_interval_bytes(void) { return interval; }

static void draw_afresh(void) { em_countdown = interval == 1 ? -1 : (int64_t)(em_interval_random() % interval); }

void em_interval_begin(uint64_t now) {
  interval = 1;
  seed = now * 0x9E3779B97F4A7C15u | 1;
  stock = STOCK;
  spent = 0;
  steps = 0;
  refilled = looked = now;
  draw_afresh();
}

void em_interval_rest(void) { em_countdown = INT64_MAX; }

double em_interval_weight(uint64_t size) {
  double share = (double)size / (double)interval;
  if (interval == 1 || share >= 1.5) return 1;
  return 1 / (share <= 0.5 ? share : 1 - (1.5 - share) * (1.5 - share) / 2);
}

static void refill(uint64_t now) {
  stock += (double)(now - refilled) * (RATE / 1e9);
  if (stock > STOCK) stock = STOCK;
  refilled = now;
}

static void change_to(uint64_t wanted) {
  if (wanted < 1) wanted = 1;
  if (wanted > LONGEST) wanted = LONGEST;
  if (wanted == interval) return;
  interval = wanted;
  draw_afresh();
}

/* Compares what was spent since the last look with what may be: all while a quarter is in stock, then a part of what is left. */
static void adapt(uint64_t now) {
  double passed = (double)(now - looked) / 1e9, rate = RATE + (stock > 0 ? stock : 0) / EMPTY_IN;
  if (passed <= 0) passed = 1e-9;
  double may = rate * passed;
  if (stock >= STOCK / 4) change_to(interval / 2);
  else if (spent > 1.4 * may) change_to(interval * 2);
  else if (spent < 0.6 * may) change_to(interval / 2);
  steps = 0;
  spent = 0;
  looked = now;
}

void em_interval_next(uint64_t now, double effort) {
  refill(now);
  stock -= effort;
  spent += effort;
  uint64_t before = interval;
  if (++steps >= STEP) adapt(now);
  if (interval != before || interval == 1) {
    draw_afresh();
    return;
  }
  if (-em_countdown > (int64_t)(8 * interval)) draw_afresh(); /* one block of many intervals */
  while (em_countdown < 0) em_countdown += (int64_t)(interval / 2 + em_interval_random() % (interval + 1));
}

void em_interval_look(uint64_t now) {
  refill(now);
  if (steps >= STEP || interval == 1) return;
  double may = RATE * ((double)(now - looked) / 1e9);
  uint64_t wanted = interval;
  for (double would = spent; wanted > 1 && (would < 0.6 * may || stock >= STOCK / 4); would *= 2) {
    wanted /= 2;
    if (would <= 0) would = 1;
    if (would > may) break;
  }
  steps = 0;
  spent = 0;
  looked = now;
  change_to(wanted);
}
