report attribute --reviews picks.txt --model average --methods integrated-gradients,saliency > old.jsonl
report attribute --reviews other-picks.txt --model other --methods integrated-gradients,occlusion > new.jsonl
cp old.jsonl out
report diff old.jsonl new.jsonl > out/diff.txt
report diff old.jsonl new.jsonl --format markdown > out/diff.md
report diff old.jsonl new.jsonl --format json > out/diff.json
report diff old.jsonl new.jsonl --format html > out/diff.html
report diff old.jsonl new.jsonl --fail-on flip,rank:0.8,moved:1 --format junit > out/diff.xml || test $? = 1
