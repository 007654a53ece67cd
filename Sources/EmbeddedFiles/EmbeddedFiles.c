// The default model, the templates and the reports that ship with the program.
// A new file is three lines: its bytes, and its row in the list.

#pragma clang diagnostic ignored "-Wc23-extensions"

#include "EmbeddedFiles.h"

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

#define FILE(path, bytes) {path, bytes, sizeof bytes}

const EmbeddedFile embeddedFiles[] = {
    FILE("Model/config.json", modelConfig),
    FILE("Model/vocabulary.txt", modelVocabulary),
    FILE("Model/weights.safetensors", modelWeights),
    FILE("Model/card.md", modelCard),
    FILE("Templates/review.md", templateReview),
    FILE("Templates/index.md", templateIndex),
    FILE("Templates/page.mustache", templatePage),
    FILE("Templates/report.css", templateSheet),
    FILE("Reports/average-pooling.md", reportAveragePooling),
};

const size_t embeddedFileCount = sizeof embeddedFiles / sizeof embeddedFiles[0];
