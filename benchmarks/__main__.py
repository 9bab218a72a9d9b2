"""Run every measurement, or the named ones, each in a process of its own, and write their tables to RESULTS.md.

python -m benchmarks [NAME ...]                  or  make bench ARGS="NAME ..."
python -m benchmarks.NAME [options]              one of them, with its own options (--help shows them)

"""

import argparse
import subprocess
import sys

from benchmarks import results

MEASUREMENTS = {
    "embedding": "a waveform of 3 s to its embedding, beside Resemblyzer",
    "front_end": "power STFT and log-mel, beside librosa, torch and kaldi-native-fbank",
    "decode": "sound files to 16 kHz mono, beside librosa and soundfile with soxr",
    "training": "a training step of the default network, beside the same network in torch",
    "fine_tuning": "the shipped model fine-tuned on 20 speakers: its time, and error rates before and after",
    "loading": "how long the network waits for its batches in training",
    "confined": "a sound file in a helper process with limits, and in the program's own",
    "enrollment": "a speaker enrolled from an M4A up to the committed row, beside Resemblyzer and sqlite3",
    "bulk": "a folder of recordings to embeddings, one and two processes, beside a loop of Resemblyzer",
    "recording_length": "how time and memory grow with a recording, 1 s to an hour",
    "identify": "a voice to its ranking among a thousand to a million speakers, network left out, beside faiss",
    "live_spectrogram": "live sound: a frame, the processor's share and microphone to pixel, beside ImageItem; memory",
    "startup": "command to first paint, to ready to record, to model loaded; memory at rest",
    "evaluation": "a million trials: all figures and plots, beside scikit-learn; how that grows; in the window",
    "speaker_list": "the list of ten thousand speakers: loaded, searched, sorted, scrolled",
    "at_rest": "a gallery with a pass-phrase, beside a plain one and beside sealed columns",
    "folder_import": "a folder of recordings looked through in the window, and whether that stays alive",
    "agreement": "takes of another voice found among a speaker's",
    "dev_lists": "error rates on lists of trials, beside Resemblyzer",
    "eight_bit": "error rates of the shipped model in 8-bit integers, beside the whole one",
    "conditions": "error rates when the compared recording is short, noisy or compressed, beside Resemblyzer",
    "suspicion": "the experimental check for loudspeakers and synthesizers: how often it errs",
    "timeline": "who speaks when in conversations made of real speech: the error, of a file and live",
    "segments": "two voices in one recording: what windows along it are worth",
}
_READING = """
Contenders take turns in one process run, so compare within a run and never across runs; "min" is the fairest figure
on a machine that does other things too.  A share under 1 means that ours took less time than the one in that row.
The peers are in requirements-bench.txt; `make bench` installs them.
"""


def main(argv=None):
    names = "\n".join(f"    {name:<18}{what}" for name, what in MEASUREMENTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"{__doc__}{names}\n{_READING}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all of them, in this order")
    chosen = parser.parse_args(argv).names or list(MEASUREMENTS)
    for name in chosen:
        if name not in MEASUREMENTS:
            parser.error(f"unknown measurement {name!r}, known are {', '.join(MEASUREMENTS)}")
    for name in chosen:
        print(f"\n## {name}: {MEASUREMENTS[name]}\n", flush=True)
        results.write(name, MEASUREMENTS, _tables_of(name))


def _tables_of(name):
    """What a measurement prints, shown while it does."""
    lines = []
    with subprocess.Popen([sys.executable, "-m", f"benchmarks.{name}"], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode:
        sys.exit(f"The measurement {name} failed (see above).")
    return "".join(lines)


if __name__ == "__main__":
    main()
