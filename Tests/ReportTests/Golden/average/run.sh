report build review.md --reviews picks.txt --model average --output site
cp site/index.html site/review/good.html site/review/long.html site/review/wordless.html out
report build --reviews picks.txt --model average --methods integrated-gradients --output standard
sed -e 's|\(<script type="text/plain" class="[a-z]*">\)[^<]*|\1|' -e 's/0x[0-9a-f]*//; s/sha256-[^&]*//' -e '/^<script>/,/<\/script>/d' standard/playground.html > out/playground.html
