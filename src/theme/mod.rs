//! Colours by role, in dark, light and none.
