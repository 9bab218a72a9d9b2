"""Fine-tuning on takes of known speakers: what is kept aside, and a process that may be killed at any moment."""

import io
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import Corpus, build_corpus
from gluonar_engine.data.sampling import BatchSampler, split_takes
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import CARD_FILE, DEFAULT_MODEL, REPORT_FILE, read_manifest
from gluonar_engine.runtime.importing import import_model
from gluonar_engine.scoring import Cohort, Normalization
from gluonar_engine.training import finetune
from gluonar_engine.training.calibration import fit_scores
from gluonar_engine.training.config import TrainingConfig, takes_config
from gluonar_engine.training.finetune import EventLog, Gate, read_events
from gluonar_engine.training.finetuning import HeldOut
from gluonar_engine.training.loop import Training
from gluonar_engine.training.validation import Trials
from tests.engine.foreign import save, waveform_network
from tests.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "assets" / "samples"
TIMEOUT_S = 240


def corpus_of(*n_takes):
    """A corpus of one speaker for each number of takes, each take a tenth of a second."""
    speaker_of = np.repeat(np.arange(len(n_takes)), n_takes)
    pcm = np.random.default_rng(0).integers(-999, 999, 1600 * len(speaker_of)).astype(np.int16)
    offsets = np.arange(len(speaker_of) + 1) * 1600
    names = [f"s{i}" for i in range(len(n_takes))]
    return Corpus(pcm, offsets, speaker_of, np.ones(len(speaker_of), np.float32), names, [], [])


def test_some_takes_of_each_speaker_with_four_are_kept_aside():
    corpus = corpus_of(4, 10, 3, 7)
    parts = split_takes(corpus, seed=3)
    assert np.bincount(corpus.speaker_of[parts.held_out], minlength=4).tolist() == [2, 4, 0, 3]
    assert np.bincount(parts.class_of).tolist() == [2, 6, 3, 4]
    assert not set(parts.train) & set(parts.held_out)
    np.testing.assert_array_equal(split_takes(corpus, seed=3).held_out, parts.held_out)


def test_takes_of_digital_silence_are_nobodys():
    corpus = corpus_of(5, 4)
    corpus.pcm[:1600] = 0
    parts = split_takes(corpus, seed=0)
    assert 0 not in {*parts.train, *parts.held_out} and len(parts.train) + len(parts.held_out) == 8


def test_too_few_takes_to_keep_any_aside_are_told():
    with pytest.raises(ValueError, match="1 of 3 speakers have 4 takes or more; it takes 2"):
        split_takes(corpus_of(9, 3, 2), seed=0)


def test_an_epoch_hears_every_take_and_never_less_than_is_useful():
    assert takes_config(100, n_epochs=2)[1] == 60
    config, steps = takes_config(6_400, n_epochs=3)
    assert (steps, config.n_steps) == (200, 600)
    with pytest.raises(ValueError, match="n_epochs must be positive, got 0"):
        takes_config(100, n_epochs=0)


@pytest.mark.parametrize("keeps", [True, False])
def test_statistics_of_batch_normalisation_are_kept_when_told(tmp_path, keeps):
    corpus = build_corpus(SAMPLES, tmp_path / "corpus")
    parts = split_takes(corpus, seed=0)
    config = TrainingConfig(n_steps=1, batch_size=4, learning_rate=1e-3, keeps_statistics=keeps)
    sampler = BatchSampler(corpus, parts, batch_size=4, crop_s=(0.5,), augment=Augmenter(), seed=0)
    training = Training(config, sampler, parts.n_classes, tmp_path / "checkpoints")
    running = training.net.collect_params(".*_running_mean")
    before = {name: parameter.data().asnumpy() for name, parameter in running.items()}
    weight = training.net.trunk[0].weight.data().asnumpy()
    training.run(checkpoint_every=1, on_step=lambda *_: None, on_checkpoint=lambda _: False)
    same = [np.array_equal(before[name], parameter.data().asnumpy()) for name, parameter in running.items()]
    assert all(same) if keeps else not any(same)
    assert np.abs(training.net.trunk[0].weight.data().asnumpy() - weight).max() > 0


def test_the_cohorts_weights_are_kept_and_only_the_calibration_is_fitted(rng):
    encoder = SpeakerEncoder.load()
    waveforms = [rng.normal(0, 0.1, 12_000).astype(np.float32) * scale for scale in (1, 1, 0.01, 0.01)]
    left, right = np.triu_indices(4, 1)
    trials = Trials(waveforms, {"": (left, right, left // 2 == right // 2)})
    cohort = Cohort(np.eye(256, dtype=np.float32)[:60])
    weights = Normalization(0.5, 0.1, 0.2, 0.0)
    assert fit_scores(encoder, cohort, trials, normalization=weights)[0] == weights


def test_held_out_takes_are_scored_as_the_program_scores(tmp_path):
    corpus = build_corpus(SAMPLES, tmp_path)
    held_out = HeldOut(corpus, split_takes(corpus, seed=0).held_out, seed=0)
    encoder = SpeakerEncoder.load()
    figures = held_out.figures(held_out.scores(encoder))
    assert held_out.is_target.sum() == 4 and len(figures["scores"]) == 28
    assert figures["eer_interval"][0] <= figures["eer"] <= figures["eer_interval"][1]


# The lines that it tells


def told(log):
    for step in (1, 2, 3, 4):
        log.tell("step", step=step, loss=0.5)
    log.tell("measured", epoch=1, eer=0.1)


def test_what_is_done_again_after_a_kill_is_dropped_from_the_log(tmp_path):
    path, stream = tmp_path / "work" / "events.jsonl", io.StringIO()
    log = EventLog(path, stream)
    log.tell("started", first_step=0, epoch_steps=4)
    log.tell("measured", epoch=0, eer=0.2)
    told(log)
    with path.open("a") as file:
        file.write('{"event": "st')  # the kill
    again = EventLog(path, io.StringIO())
    again.tell("started", first_step=2, epoch_steps=4)
    kept = [(line["event"], line.get("step", line.get("epoch"))) for line in read_events(path)]
    assert kept == [("measured", 0), ("step", 1), ("step", 2), ("started", None)]


def test_a_gate_is_shut_and_opened_by_lines_and_its_end_is_the_end():
    reading, writing = os.pipe()
    ended = []
    gate = Gate(os.fdopen(reading, "rb", buffering=0), end=ended.append)
    os.write(writing, b"pause\n")
    wait_until(lambda: not gate._open.is_set())
    os.write(writing, b"nonsense\nresume\n")
    gate.wait()
    os.close(writing)
    wait_until(lambda: ended == [1])


def test_a_network_that_cannot_learn_is_refused_in_a_sentence(tmp_path, capsys, monkeypatch):
    import_model(save(waveform_network(16), tmp_path / "bands.onnx"), tmp_path / "bands")
    monkeypatch.setattr(finetune, "Gate", lambda stream: SimpleNamespace(wait=None))
    monkeypatch.setattr(finetune, "_unbuffered", lambda stream: None)
    arguments = [str(SAMPLES), "-o", str(tmp_path / "new"), "--work", str(tmp_path / "work")]
    assert finetune.main([*arguments, "--from", str(tmp_path / "bands")]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "failed" and "cannot be trained further: it has no network.params" in last["reason"]


# A process that is killed


class Run:
    """One process of the same fine-tuning, read line by line, with an end in any case."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "gluonar_engine.training.finetune", str(SAMPLES), "--from", DEFAULT_MODEL,
                   "-o", folder / "model", "--work", folder / "work", "--name", "tuned",
                   "--epochs", "1", "--epoch-steps", "3"]  # fmt: skip
        self._process = subprocess.Popen(
            [*map(str, command)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def until(self, is_it=lambda event: False, most_s=TIMEOUT_S):
        """Kill it at the first event that ``is_it``, or after ``most_s``; all events so far."""
        limit = threading.Timer(most_s, self._process.kill)
        limit.start()
        events = []
        try:
            for line in self._process.stdout:
                if not line.endswith("\n"):
                    break  # killed while it told this
                events.append(json.loads(line))
                if is_it(events[-1]):
                    self._process.kill()
                    break
        finally:
            limit.cancel()
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()
            self._process.stdin.close()
        return events


def test_lock_dies_with_its_process_and_not_with_the_last_of_its_children(tmp_path):
    lock = finetune.lock_folder(tmp_path)
    ours, its = socket.socketpair()
    child = os.fork()
    if not child:  # as a helper that outlives a killed process by a moment
        ours.close()
        its.send(b"here")
        its.recv(1)
        os._exit(0)
    its.close()
    try:
        assert ours.recv(4) == b"here"
        assert finetune.lock_folder(tmp_path) is None
        lock.close()
        again = finetune.lock_folder(tmp_path)
        assert again is not None
        again.close()
    finally:
        ours.close()
        os.waitpid(child, 0)


def test_killed_in_every_phase_it_goes_on_and_leaves_a_whole_model(tmp_path):
    shipped = read_manifest(DEFAULT_MODEL)
    for is_it in (
        lambda event: event["event"] == "decoding",
        lambda event: event["event"] == "step" and event["step"] == 2,
        lambda event: event["event"] == "releasing",
    ):
        events = Run(tmp_path).until(is_it)
        assert is_it(events[-1]), events[-1]
        assert not (tmp_path / "model").exists()
    events = Run(tmp_path).until()
    assert events[-1]["event"] == "done", events[-1]
    assert next(event for event in events if event["event"] == "started")["first_step"] == 3
    steps = [event["step"] for event in read_events(tmp_path / "work" / "events.jsonl") if event["event"] == "step"]
    assert steps == [1, 2, 3]
    check_model(tmp_path / "model", events[-1]["model_id"], shipped)
    assert read_manifest(DEFAULT_MODEL) == shipped


def check_model(folder, model_id, shipped):
    encoder, manifest = SpeakerEncoder.load(folder), read_manifest(folder)
    assert encoder.model_id == model_id != shipped.model_id
    assert manifest.source == shipped.model_id and manifest.has_cohort
    assert manifest.normalization == shipped.normalization
    report = json.loads((folder / REPORT_FILE).read_text())
    assert (report["n_speakers"], report["n_train"], report["n_held_out"]) == (4, 12, 8)
    assert len(report["before"]["scores"]) == len(report["is_target"]) == len(report["after"]["scores"])
    assert f"| {model_id} | {100 * report['after']['eer']:.2f}" in (folder / CARD_FILE).read_text()


def test_a_process_whose_parent_is_gone_ends(tmp_path):
    process = Run(tmp_path)._process
    process.stdin.close()
    try:
        assert process.wait(TIMEOUT_S) == 1
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert not (tmp_path / "model").exists()
