# Op de eerste dag na het plan is geen ander plan bekend.
# peildatum: 2028-08-01



