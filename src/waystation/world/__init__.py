"""What is out there: places, legs, brokers, parties, conditions, packs; clock and sun. Values only."""
