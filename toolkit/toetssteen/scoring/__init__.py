"""From answers to a result: pure functions, exact arithmetic, nothing normalised over the solutions.

What an analyst works with, and the module it is in:

- ``outlook.table``: ``Table``; ``outlook.undefined``: ``Undefined``
- ``outlook.weights``: ``weighted_sum``, ``dominance``, ``effective_weights``
- ``outlook.stability``: ``weight_stability``, ``smallest_flip``, ``can_win``
- ``outlook.share``: ``pairwise_share``; ``outlook.acceptability``: ``rank_acceptability``
- ``outlook.compensation``: ``compensation``
- ``outlook.leave_out``: ``leave_one_out``, ``resample``; ``outlook.steps``: ``fewest_steps``, ``evidence_bounds``
- ``outlook.agreement``: ``krippendorff_alpha``, ``level_shift``, ``spread_flags``
- ``outlook.concordance``: ``kendall_w``, ``icc``
- ``result.result``: ``result``; ``outlook.outlook``: ``Outlook``, all of the above of one result

Each module loads when it is imported, since some need numpy.
"""
