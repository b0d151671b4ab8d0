"""The result of a round: cells, gates, sums, price, ranking, ties; exact."""
