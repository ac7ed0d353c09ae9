/** Lower-case letters, digits and single hyphens. */
export function slug(text: string): string {
    return text
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "");
}
