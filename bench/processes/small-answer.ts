/** What a small list answers: five rows of some 100 bytes. */
export const smallAnswer = {
  rows: [1, 2, 3, 4, 5].map((at) => ({ id: `019a0000-0000-7000-8000-00000000000${at}`, name: `中共同心区测量街道第${at}党支部委员会`, members: at * 7 })),
}
