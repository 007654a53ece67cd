// The default model, models of other architectures, the templates, the reports that ship with the program, and the files of a new project.
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
static const unsigned char averageMaskedConfig[] = {
#embed "Models/average-masked/config.json"
};
static const unsigned char averageMaskedWeights[] = {
#embed "Models/average-masked/weights.safetensors"
};
static const unsigned char averageMaskedCard[] = {
#embed "Models/average-masked/card.md"
};
static const unsigned char averageLinearConfig[] = {
#embed "Models/average-linear/config.json"
};
static const unsigned char averageLinearWeights[] = {
#embed "Models/average-linear/weights.safetensors"
};
static const unsigned char averageLinearCard[] = {
#embed "Models/average-linear/card.md"
};
static const unsigned char maxConfig[] = {
#embed "Models/max/config.json"
};
static const unsigned char maxWeights[] = {
#embed "Models/max/weights.safetensors"
};
static const unsigned char maxCard[] = {
#embed "Models/max/card.md"
};
static const unsigned char attentionConfig[] = {
#embed "Models/attention/config.json"
};
static const unsigned char attentionWeights[] = {
#embed "Models/attention/weights.safetensors"
};
static const unsigned char attentionCard[] = {
#embed "Models/attention/card.md"
};
static const unsigned char convolutionConfig[] = {
#embed "Models/convolution/config.json"
};
static const unsigned char convolutionWeights[] = {
#embed "Models/convolution/weights.safetensors"
};
static const unsigned char convolutionCard[] = {
#embed "Models/convolution/card.md"
};
static const unsigned char lstmConfig[] = {
#embed "Models/lstm/config.json"
};
static const unsigned char lstmWeights[] = {
#embed "Models/lstm/weights.safetensors"
};
static const unsigned char lstmCard[] = {
#embed "Models/lstm/card.md"
};
static const unsigned char modelRecords[] = {
#embed "Models/records.json"
};
static const unsigned char templateReview[] = {
#embed "../../Templates/review.md"
};
static const unsigned char templateWordless[] = {
#embed "../../Templates/wordless.md"
};
static const unsigned char templateIndex[] = {
#embed "../../Templates/index.md"
};
static const unsigned char templatePlayground[] = {
#embed "../../Templates/playground.md"
};
static const unsigned char templatePlaygroundScript[] = {
#embed "../../Templates/playground.js"
};
static const unsigned char playgroundModule[] = {
#embed "Playground/playground.wasm.gz"
};
static const unsigned char templatePage[] = {
#embed "../../Templates/page.mustache"
};
static const unsigned char templateSheet[] = {
#embed "../../Templates/report.css"
};
static const unsigned char templateListScript[] = {
#embed "../../Templates/list.js"
};
static const unsigned char reportAveragePooling[] = {
#embed "../../Reports/average-pooling.md"
};
static const unsigned char reportDataSet[] = {
#embed "../../Reports/data-set.md"
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
static const unsigned char projectGate[] = {
#embed "Project/gate.md"
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
static const unsigned char projectGitHubAction[] = {
#embed "Project/github-action.yml"
};
static const unsigned char projectGitLab[] = {
#embed "Project/gitlab.yml"
};
static const unsigned char projectJenkins[] = {
#embed "Project/Jenkinsfile"
};
static const unsigned char projectKeras[] = {
#embed "Project/predict_keras.py"
};
static const unsigned char projectTransformers[] = {
#embed "Project/predict_transformers.py"
};
static const unsigned char projectSklearn[] = {
#embed "Project/predict_sklearn.py"
};

#define ROW(path, bytes) {path, bytes, sizeof bytes}

static const EmbeddedFile files[] = {
    ROW("Model/config.json", modelConfig),
    ROW("Model/vocabulary.txt", modelVocabulary),
    ROW("Model/weights.safetensors", modelWeights),
    ROW("Model/card.md", modelCard),
    ROW("Models/average-masked/config.json", averageMaskedConfig),
    ROW("Models/average-masked/weights.safetensors", averageMaskedWeights),
    ROW("Models/average-masked/card.md", averageMaskedCard),
    ROW("Models/average-linear/config.json", averageLinearConfig),
    ROW("Models/average-linear/weights.safetensors", averageLinearWeights),
    ROW("Models/average-linear/card.md", averageLinearCard),
    ROW("Models/max/config.json", maxConfig),
    ROW("Models/max/weights.safetensors", maxWeights),
    ROW("Models/max/card.md", maxCard),
    ROW("Models/attention/config.json", attentionConfig),
    ROW("Models/attention/weights.safetensors", attentionWeights),
    ROW("Models/attention/card.md", attentionCard),
    ROW("Models/convolution/config.json", convolutionConfig),
    ROW("Models/convolution/weights.safetensors", convolutionWeights),
    ROW("Models/convolution/card.md", convolutionCard),
    ROW("Models/lstm/config.json", lstmConfig),
    ROW("Models/lstm/weights.safetensors", lstmWeights),
    ROW("Models/lstm/card.md", lstmCard),
    ROW("Models/records.json", modelRecords),
    ROW("Templates/review.md", templateReview),
    ROW("Templates/wordless.md", templateWordless),
    ROW("Templates/index.md", templateIndex),
    ROW("Templates/playground.md", templatePlayground),
    ROW("Templates/playground.js", templatePlaygroundScript),
    ROW("Playground/playground.wasm.gz", playgroundModule),
    ROW("Templates/page.mustache", templatePage),
    ROW("Templates/report.css", templateSheet),
    ROW("Templates/list.js", templateListScript),
    ROW("Reports/average-pooling.md", reportAveragePooling),
    ROW("Reports/data-set.md", reportDataSet),
    ROW("Reports/picks.txt", reportPicks),
    ROW("Project/picks.txt", projectPicks),
    ROW("Project/report.md", projectReport),
    ROW("Project/gate.md", projectGate),
    ROW("Project/README.md", projectReadme),
    ROW("Project/gitignore", projectIgnore),
    ROW("Project/github.yml", projectGitHub),
    ROW("Project/github-action.yml", projectGitHubAction),
    ROW("Project/gitlab.yml", projectGitLab),
    ROW("Project/Jenkinsfile", projectJenkins),
    ROW("Project/predict_keras.py", projectKeras),
    ROW("Project/predict_transformers.py", projectTransformers),
    ROW("Project/predict_sklearn.py", projectSklearn),
};

const EmbeddedFile *findEmbeddedFile(const char *path) {
  for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
    if (strcmp(files[index].path, path) == 0) {
      return &files[index];
    }
  }
  return NULL;
}

__attribute__((weak)) const char *programCommit(void) { return ""; }
