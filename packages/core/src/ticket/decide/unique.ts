export const unique = (tags: readonly string[]): string[] => [...new Set(tags)];
