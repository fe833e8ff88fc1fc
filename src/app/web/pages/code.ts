/** The one-time code comes in the address after #, where no server and no log sees it. */
export const codeInAddress = () => decodeURIComponent(location.hash.slice(1))
