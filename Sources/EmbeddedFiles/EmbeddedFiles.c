// The default model, the templates and the reports that ship with the program.
// A new file is three lines: its bytes, and its row in the list.

#pragma clang diagnostic ignored "-Wc23-extensions"

#include "EmbeddedFiles.h"

#include <string.h>

static const unsigned char modelConfig[] = {
#embed "Model/config.json"
};
static const unsigned char modelVocabulary[] = {
#embed "Model/vocabulary.txt"
};
static const unsigned char modelWeights[] = {
#embed "Model/weights.safetensors"
};
static const unsigned char modelCard[] = {
#embed "Model/card.md"
};
static const unsigned char templateReview[] = {
#embed "../../Templates/review.md"
};
static const unsigned char templateIndex[] = {
#embed "../../Templates/index.md"
};
static const unsigned char templatePage[] = {
#embed "../../Templates/page.mustache"
};
static const unsigned char templateSheet[] = {
#embed "../../Templates/report.css"
};
static const unsigned char reportAveragePooling[] = {
#embed "../../Reports/average-pooling.md"
};
static const unsigned char reportPicks[] = {
#embed "../../Reports/picks.txt"
};

#define ROW(path, bytes) {path, bytes, sizeof bytes}

static const EmbeddedFile files[] = {
    ROW("Model/config.json", modelConfig),
    ROW("Model/vocabulary.txt", modelVocabulary),
    ROW("Model/weights.safetensors", modelWeights),
    ROW("Model/card.md", modelCard),
    ROW("Templates/review.md", templateReview),
    ROW("Templates/index.md", templateIndex),
    ROW("Templates/page.mustache", templatePage),
    ROW("Templates/report.css", templateSheet),
    ROW("Reports/average-pooling.md", reportAveragePooling),
    ROW("Reports/picks.txt", reportPicks),
};

const EmbeddedFile *findEmbeddedFile(const char *path) {
  for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
    if (strcmp(files[index].path, path) == 0) {
      return &files[index];
    }
  }
  return NULL;
}
