/** Tags as most services take them. */
export function tagList(tags: Record<string, string>): { Key: string; Value: string }[] {
    return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}
