/** What every field for a new password says. */
export const PASSWORD_HINT = '10 to 128 characters. Four unrelated words are a good password.';
