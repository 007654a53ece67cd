// Runs the module in a command-line runtime for the comparison with the report: reads a model and texts from standard input, and
// writes the numbers for each text. All sizes are little-endian numbers of 32 bits.
//
//   input:  size, model, then per text: positions of padding, size, text
//   output: per text: size, numbers, size, words of the gradient

#include <stddef.h>
#include <stdint.h>

typedef struct {
  void *bytes;
  size_t count;
} piece;

__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_read"))) int fd_read(
    int descriptor, const piece *pieces, size_t count, size_t *read);
__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write"))) int fd_write(
    int descriptor, const piece *pieces, size_t count, size_t *written);

void *playground_allocate(int32_t count);
void playground_release(void *place);
void *playground_open(const void *place, int32_t count);
void playground_answer(void *handle, const void *place, int32_t count, int32_t padding);
int32_t playground_size(void *handle, int32_t kind);
void playground_take(void *handle, int32_t kind, void *place);

static int receive(void *place, size_t count) {
  for (size_t done = 0; done < count;) {
    piece rest = {(char *)place + done, count - done};
    size_t read = 0;
    if (fd_read(0, &rest, 1, &read) || !read) return 0;
    done += read;
  }
  return 1;
}

static void send(const void *place, size_t count) {
  for (size_t done = 0; done < count;) {
    piece rest = {(char *)place + done, count - done};
    size_t written = 0;
    if (fd_write(1, &rest, 1, &written) || !written) __builtin_trap();
    done += written;
  }
}

static void *receive_bytes(int32_t *count) {
  if (!receive(count, sizeof *count)) return NULL;
  void *place = playground_allocate(*count);
  if (!receive(place, *count)) __builtin_trap();
  return place;
}

__attribute__((export_name("_start"))) void start(void) {
  int32_t count = 0, padding = 0;
  void *model = receive_bytes(&count);
  void *handle = model ? playground_open(model, count) : NULL;
  if (!handle) __builtin_trap();
  playground_release(model);
  while (receive(&padding, sizeof padding)) {
    void *text = receive_bytes(&count);
    if (!text) __builtin_trap();
    playground_answer(handle, text, count, padding);
    playground_release(text);
    for (int32_t kind = 0; kind < 2; kind++) {
      int32_t size = playground_size(handle, kind);
      void *place = playground_allocate(size);
      playground_take(handle, kind, place);
      send(&size, sizeof size);
      send(place, size);
      playground_release(place);
    }
  }
}
