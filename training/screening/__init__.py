"""What the weights of screening are trained on: made from official lists, never from labelled cases."""
