// Asks the server, and says in words why there is no answer. Used by `explorer` and `panel`.

// The answer, or { trouble } where there is none.
export async function fetched(address) {
  try {
    const response = await fetch(address);
    if (response.ok) return await response.json();
    return { trouble: `the server refused (${response.status}). Try again in a moment.` };
  } catch {
    return { trouble: "the server does not answer. Is it still running? Then try again." };
  }
}
