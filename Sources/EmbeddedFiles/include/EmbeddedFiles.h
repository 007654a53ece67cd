#pragma once

#include <stddef.h>

/// A file that is part of the program, so that a moved program needs no other file.
typedef struct {
  /// Its path in the source tree's terms, such as "Templates/review.md".
  const char *path;
  /// Its bytes.
  const unsigned char *bytes;
  /// How many there are.
  size_t count;
} EmbeddedFile;

/// The file at a path; NULL when there is none.
const EmbeddedFile *findEmbeddedFile(const char *path);

/// The commit that the program was built from; empty if unknown. A release is linked with a definition that replaces this one.
const char *programCommit(void);
