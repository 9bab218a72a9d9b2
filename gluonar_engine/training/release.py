"""A trained network becomes a model that the program can use: weights, ONNX file, calibration, manifest."""

from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.modelcard import COHORT_FILE, ONNX_FILE, PARAMS_FILE, Manifest, sha256_of, write_cohort
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork
from gluonar_engine.scoring import Cohort, NotDiscriminating, fit_calibration, normalize
from gluonar_engine.training.population import class_means, cluster_centers, whitening
from gluonar_engine.training.validation import embed_all

_N_CLUSTERS = 400
_LEAST_SPEAKERS = 60  # fewer say little of how voices vary
_TOLERANCE = 1e-4  # largest difference between MXNet and ONNX Runtime in an embedding


def release(training, trials, folder, *, name):
    """Write the folder of a finished ``Training``'s model; the model's id.

    The network is whitened and gets a cohort from the recordings that it was trained on, where there are enough
    speakers.  The calibration is fitted on ``trials``, each corpus weighing alike; without any (None) it has none.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    net, ctx = training.net, training.ctx
    cohort = _learn_population(training)
    net.save_parameters(str(folder / PARAMS_FILE))
    waveform = np.random.default_rng(0).normal(0, 0.1, (2, 2 * SAMPLE_RATE)).astype(np.float32)
    embedding = net(mx.nd.array(waveform, ctx=ctx)).asnumpy()
    export_onnx(net, folder / ONNX_FILE)
    difference = np.abs(OnnxNetwork(folder / ONNX_FILE)(waveform) - embedding).max()
    if difference > _TOLERANCE:
        raise ArithmeticError(f"the ONNX file differs from the network by {difference:.1e}")
    digests = {file: sha256_of(folder / file) for file in (ONNX_FILE, PARAMS_FILE)}
    (folder / COHORT_FILE).unlink(missing_ok=True)  # of an earlier model in this folder
    if cohort is not None:
        digests[COHORT_FILE] = write_cohort(folder, cohort.centres)
    manifest = Manifest(
        model_id=f"{name}-{digests[ONNX_FILE][:8]}",
        architecture=training.config.model,
        dim=embedding.shape[1],
        sample_rate=SAMPLE_RATE,
        calibration=None if trials is None else _calibration(trials.scores(net, ctx, cohort)),
        sha256=digests,
    )
    manifest.write(folder)
    return manifest.model_id


def _learn_population(training):
    """Whiten the network by the natural recordings that it was trained on; their ``Cohort``.

    None, and the network as it was, when they are of too few speakers.
    """
    corpus, rows = training.sampler.corpus, training.sampler.partition.train
    rows = rows[corpus.speeds[rows] == 1.0]
    speakers, speaker_of = np.unique(corpus.speaker_of[rows], return_inverse=True)
    if len(speakers) < _LEAST_SPEAKERS:
        return None
    embeddings = embed_all(training.net, (pcm_to_waveform(corpus.recording(row)) for row in rows), training.ctx)
    matrix = whitening(embeddings, speaker_of, len(speakers))
    weight = training.net.whitening.weight
    weight.set_data(mx.nd.array(matrix.T @ weight.data(training.ctx).asnumpy()))
    whitened = normalize(embeddings @ matrix)
    centers = cluster_centers(normalize(class_means(whitened, speaker_of, len(speakers))), _N_CLUSTERS)
    return Cohort(centers) if len(centers) > 1 else None


def _calibration(trials):
    """One calibration for trials of several corpora: as many of each kind from each.

    None when the network does not tell speakers apart: it is kept all the same, and judges nothing.
    """
    scores, is_target = [], []
    rng = np.random.default_rng(0)
    for corpus_scores, corpus_targets in trials.values():
        for kind in (True, False):
            pool = corpus_scores[corpus_targets == kind]
            if len(pool):
                scores.append(rng.choice(pool, 2000))
                is_target.append(np.full(2000, kind))
    try:
        return fit_calibration(np.concatenate(scores), np.concatenate(is_target))
    except NotDiscriminating:
        return None
