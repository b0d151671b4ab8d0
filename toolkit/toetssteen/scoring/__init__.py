"""From answers to a result: pure functions, exact arithmetic, nothing normalised over the solutions.

What an analyst works with, and the module it is in:

- ``table``: ``Table``; ``undefined``: ``Undefined``
- ``weights``: ``weighted_sum``, ``dominance``, ``effective_weights``
- ``stability``: ``weight_stability``, ``smallest_flip``, ``can_win``
- ``share``: ``pairwise_share``; ``acceptability``: ``rank_acceptability``; ``compensation``: ``compensation``
- ``leave_out``: ``leave_one_out``, ``resample``; ``steps``: ``fewest_steps``, ``evidence_bounds``
- ``agreement``: ``krippendorff_alpha``, ``level_shift``, ``spread_flags``; ``concordance``: ``kendall_w``, ``icc``
- ``result``: ``result``; ``outlook``: ``Outlook``, all of the above of one result

Each module loads when it is imported, since some need numpy and scipy.
"""
