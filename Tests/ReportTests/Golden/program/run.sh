report build --reviews picks.txt --predictor "sh model.sh" --output site
cp site/reviews/bad.html out
report explain "A good film." --predictor "sh model.sh" > out/explain.txt
