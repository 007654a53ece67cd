report explain "A good film, not a boring one." --model average > out/explain.txt
script --quiet --return --command 'report explain "A good film, not a boring one." --model average' /dev/null > out/colours.txt
report diagnose average > out/diagnose.txt
report diagnose average --json > out/diagnose.json
report diagnose three > out/diagnose-three.txt
report evaluate --data labelled.csv --model average > out/evaluate.txt
report evaluate --data labelled.csv --model three --labels positive=good,negative=bad > out/evaluate-three.txt
report evaluate --data labelled.csv --model average --json > out/evaluate.json
report evaluate --data labelled.csv --model average --faithfulness --methods integrated-gradients,saliency,lime > out/faithfulness.txt
report evaluate --data labelled.csv --model average --faithfulness --methods integrated-gradients,saliency,lime --json > out/faithfulness.json
report evaluate --data labelled.csv --model average --sanity > out/sanity.txt
