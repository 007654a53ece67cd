for command in build preview attribute explain diagnose train diff evaluate join import export init methods metrics chunks; do
  report help $command
done > out/help.txt
report methods > out/methods.txt
report metrics > out/metrics.txt
report chunks > out/chunks.txt
report methods lime > out/lime.txt
report metrics comprehensiveness > out/comprehensiveness.txt
report chunks tokens > out/tokens.txt
