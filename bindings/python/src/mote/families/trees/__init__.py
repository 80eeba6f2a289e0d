"""Trees: forests that vote, boosting and regressions that add values, isolation forests."""
