report build review.md --reviews picks.txt --labels positive=good,negative=bad --model three --class mixed --against bad --target logit --output site
cp site/index.html site/review/bad.html out
report explain "The film was not good." --model three > out/explain.txt
report attribute --reviews picks.txt --labels positive=good,negative=bad --model three --methods integrated-gradients,occlusion > out/attribute.jsonl
