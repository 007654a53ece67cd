report build embedded.md --reviews two-picks.txt --methods integrated-gradients --output site
cp site/embedded.html site/index.html out
for model in max lstm convolution attention; do
  report explain "A warm film that is not dull." --model $model --rows 4
done > out/explain.txt
