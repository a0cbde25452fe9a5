export { phoneText } from '../../ui/phone-text.ts'
