// The part of the C library that Swift needs, for a module without an operating system.

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  return __builtin_memcpy(to, from, count);
}

void *memmove(void *to, const void *from, size_t count) {
  return __builtin_memmove(to, from, count);
}

void *memset(void *to, int byte, size_t count) { return __builtin_memset(to, byte, count); }

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *a = left, *b = right;
  for (size_t i = 0; i < count; i++)
    if (a[i] != b[i]) return a[i] - b[i];
  return 0;
}

/// Rounds halves away from zero, as the C library does.
double round(double number) {
  double whole = __builtin_trunc(number);
  return __builtin_fabs(number - whole) < 0.5 ? whole : whole + __builtin_copysign(1, number);
}

/// Hash tables need seeds, not secrets; with fixed ones a module does the same in every run.
void arc4random_buf(void *bytes, size_t count) { __builtin_memset(bytes, 0x5A, count); }

/// A free block. Sizes are powers of two from 32 bytes; the size class of a block is in the 16 bytes before it.
typedef struct block {
  struct block *next;
} block;

extern unsigned char __heap_base;
static uintptr_t end;
static block *unused[32];

static void *take(unsigned class) {
  block *found = unused[class];
  if (found) {
    unused[class] = found->next;
    return found;
  }
  if (!end) end = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  uintptr_t start = end + 16;
  uintptr_t next = start + ((uintptr_t)1 << class);
  size_t pages = __builtin_wasm_memory_size(0);
  if (next > pages << 16) {
    size_t more = (next - (pages << 16) + 0xFFFF) >> 16;
    if (__builtin_wasm_memory_grow(0, more) == (size_t)-1) __builtin_trap();
  }
  end = next;
  ((uint32_t *)start)[-1] = class;
  return (void *)start;
}

void *malloc(size_t count) {
  unsigned class = 5;
  while (((size_t)1 << class) < count) class++;
  return take(class);
}

int posix_memalign(void **place, size_t alignment, size_t count) {
  // A lane takes 64 bytes, but WebAssembly requires no alignment; the type's is respected up to that of a block.
  (void)alignment;
  *place = malloc(count);
  return 0;
}

void free(void *place) {
  if (!place) return;
  unsigned class = ((uint32_t *)place)[-1];
  ((block *)place)->next = unused[class];
  unused[class] = place;
}
