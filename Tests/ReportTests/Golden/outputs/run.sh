report build run.md --reviews picks.txt --model average --methods integrated-gradients,saliency --output site || test $? = 1
cp site/run.html site/summary.md site/junit.xml site/data/report.jsonl out
report build run.md --reviews picks.txt --model average --methods integrated-gradients --markdown out/report.md || test $? = 1
