// The default model, the templates, the reports that ship with the program, and the files of a new project.
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
static const unsigned char projectPicks[] = {
#embed "Project/picks.txt"
};
static const unsigned char projectReport[] = {
#embed "Project/report.md"
};
static const unsigned char projectReadme[] = {
#embed "Project/README.md"
};
static const unsigned char projectIgnore[] = {
#embed "Project/gitignore"
};
static const unsigned char projectGitHub[] = {
#embed "Project/github.yml"
};
static const unsigned char projectGitLab[] = {
#embed "Project/gitlab.yml"
};
static const unsigned char projectJenkins[] = {
#embed "Project/Jenkinsfile"
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
    ROW("Project/picks.txt", projectPicks),
    ROW("Project/report.md", projectReport),
    ROW("Project/README.md", projectReadme),
    ROW("Project/gitignore", projectIgnore),
    ROW("Project/github.yml", projectGitHub),
    ROW("Project/gitlab.yml", projectGitLab),
    ROW("Project/Jenkinsfile", projectJenkins),
};

const EmbeddedFile *findEmbeddedFile(const char *path) {
  for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
    if (strcmp(files[index].path, path) == 0) {
      return &files[index];
    }
  }
  return NULL;
}
