"""The least Cllr of trials counted by their score: pool adjacent violators, quick for a million scores; NumPy only."""

import numpy as np

_FEW_BLOCKS, _WORTH_A_PASS = 64, 0.9  # fewer go one by one at once; a pass has to leave less than this share


def min_cllr_of_counts(n_target, n_impostor):
    """``metrics.min_cllr`` of trials counted by their score, both (n_scores,), lowest score first."""
    targets, trials = _pooled(*_without_pure_neighbours(n_target, n_target + n_impostor))
    impostors = trials - targets
    is_mixed = (targets > 0) & (impostors > 0)  # a pure block's ratio is infinite, on the right side
    target_share, impostor_share = targets[is_mixed] / targets.sum(), impostors[is_mixed] / impostors.sum()
    llr = np.log(target_share / impostor_share)
    cost = target_share @ np.logaddexp(0.0, -llr) + impostor_share @ np.logaddexp(0.0, llr)
    return float(cost / (2.0 * np.log(2.0)))


def _without_pure_neighbours(n_target, n_trials):
    """Both without the scores that have no trials; scores next to each other that have trials of one and the same kind
    only are taken together, as pooling would do one by one."""
    n_target, n_trials = n_target[n_trials > 0], n_trials[n_trials > 0]
    is_pure = (n_target == 0) | (n_target == n_trials)
    joins = is_pure[1:] & is_pure[:-1] & ((n_target[1:] == 0) == (n_target[:-1] == 0))
    return _joined(n_target, n_trials, joins)


def _pooled(targets, trials):
    """Both (n_blocks,), once neighbours are taken together whose share of targets would otherwise fall.

    What falls from one to the next ends in one block, so whole runs are joined at once, and what is left is small when
    it goes one by one.
    """
    n_before = np.inf
    while _FEW_BLOCKS < len(targets) < _WORTH_A_PASS * n_before:
        n_before = len(targets)
        targets, trials = _joined(targets, trials, targets[:-1] * trials[1:] >= targets[1:] * trials[:-1])
    blocks = []
    for block in zip(targets.tolist(), trials.tolist(), strict=True):
        blocks.append(block)
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            (n_target, n), (more_target, more) = blocks[-2:]
            blocks[-2:] = [(n_target + more_target, n + more)]
    return np.array(blocks, dtype=float).T


def _joined(targets, trials, joins):
    """Their sums over runs; ``joins`` (n - 1,) says who is taken together with the next one."""
    starts = np.flatnonzero(np.append(True, ~joins))
    return np.add.reduceat(targets, starts), np.add.reduceat(trials, starts)
