report build review.md --reviews picks.txt --model average --output site
cp site/index.html site/review/good.html site/review/long.html site/review/wordless.html out
