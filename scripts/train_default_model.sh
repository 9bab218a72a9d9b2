#!/usr/bin/env bash
# Trains the shipped model anew: the teacher's embeddings, a first training, a second one with a larger margin and longer
# crops.  Three hours on two cores.  After a kill the same command goes on where it was.
# Usage: bash scripts/train_default_model.sh DATA NOISE WORK MODEL [an option of both trainings ...]
set -euo pipefail
[ $# -ge 4 ] || { sed -n 's/^# Usage: /usage: /p' "$0" >&2; exit 2; }
data=$1 noise=$2 work=$3 model=$4
shift 4
python=.venv-bench/bin/python
speeds=(1.0 0.88 1.12 0.8 1.25)
teacher=$work/teacher.npy
train=("$python" -m gluonar_engine.training "$data" --noise "$noise" --teacher "$teacher" --speeds "${speeds[@]}")

mkdir -p "$work"/first "$work"/second
[ -f "$teacher" ] ||
    "$python" -m benchmarks.teacher "$data" --cache "$work/first/corpus" -o "$teacher" --speeds "${speeds[@]}"
[ -f "$work/first/model/model.json" ] ||
    "${train[@]}" -o "$work/first/model" --work "$work/first" --n-steps 4000 "$@"
ln -sfn ../first/corpus ../first/noise "$work/second" # decoded once
"${train[@]}" -o "$model" --work "$work/second" --from "$work/first/model" --name gluonar-r18e \
    --n-steps 4500 --batch-size 64 --learning-rate 1e-3 --crop-s 0.9 1.6 2.4 3.2 --margin 0.3 --teacher-weight 10 "$@"
