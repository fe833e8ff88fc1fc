/** Lawful numbers that belong to nobody, for tests of modules (which may not know the roof that plants them). */
export { creditCode, idNumber, phoneNumber } from '#app/samples/identity.ts'
